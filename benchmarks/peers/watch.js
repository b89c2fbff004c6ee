// Runs in the page before any script of its own: notes the first frame in which text and all charts are there.
(() => {
  if (window.seen || window.top !== window) return;
  const S = (window.seen = { text: null, charts: null, shift: 0, long: 0, longest: 0, act: null });
  const observe = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("layout-shift", (e) => { if (!e.hadRecentInput) S.shift += e.value; });
  observe("longtask", (e) => { S.long += e.duration; S.longest = Math.max(S.longest, e.duration); });
  const small = document.createElement("canvas");
  small.width = 48; small.height = 32;
  const ink = small.getContext("2d", { willReadFrequently: true });
  const hash = (text) => { let h = 0; for (let i = 0; i < text.length; i += 7) h = (h * 31 + text.charCodeAt(i)) | 0; return h; };
  // A drawing is written out slowly, and a looker must not slow what it looks at: Vega draws into a new svg whenever
  // a specification changes, so which svg it is, how many parts it has and what its words are tell as much.
  const known = new WeakMap();
  let count = 0;
  const written = (el) => {
    if (!el.querySelector("path,rect,circle,line,polyline")) return null;
    if (!known.has(el)) known.set(el, ++count);
    return `${known.get(el)} ${el.getElementsByTagName("*").length} ${hash(el.textContent)}`;
  };
  const look = (el) => {
    const box = el.getBoundingClientRect();
    if (box.width < 40 || box.height < 20 || !el.checkVisibility({ visibilityProperty: true })) return null;
    if (el.tagName !== "CANVAS") return written(el);
    ink.clearRect(0, 0, 48, 32);
    ink.drawImage(el, 0, 0, 48, 32);
    const d = ink.getImageData(0, 0, 48, 32).data;
    let h = 0, low = 255, high = 0;
    for (let i = 0; i < d.length; i += 4) {
      const v = d[i + 3] ? (d[i] + d[i + 1] + d[i + 2]) / 3 : 255;
      h = (h * 31 + d[i] + 256 * d[i + 2]) | 0; low = Math.min(low, v); high = Math.max(high, v);
    }
    return high - low < 8 ? null : h;
  };
  const CSS = "st(VegaLiteChart) svg.marks, st(VegaLiteChart) canvas, .drawn > svg, main svg, body > svg";
  const drawn = () => [...document.querySelectorAll(CSS)].map(look).filter((v) => v !== null);
  const idle = () => {
    const app = document.querySelector("st(App)");
    return !app || app.getAttribute("st-state(script)") === "notRunning";
  };
  window.arm = () => { S.act = { from: null, before: drawn().join(), last: null, quiet: null }; };
  addEventListener("pointerdown", () => { if (S.act && S.act.from === null) S.act.from = performance.now(); }, true);
  const frame = () => {
    const now = performance.now();
    const text = document.querySelector("h1");
    if (S.text === null && text && text.textContent.trim() && text.checkVisibility({ visibilityProperty: true })) S.text = now;
    if (S.charts === null && S.text !== null && drawn().length >= window.wanted) S.charts = now;
    const a = S.act;
    if (a && a.from !== null && a.quiet === null) {
      const sign = drawn().join();
      if (sign !== a.before) { a.before = sign; a.last = now - a.from; }
      if (a.last !== null && idle() && now - a.from - a.last > 500) a.quiet = now;
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})();
