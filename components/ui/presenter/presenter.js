// The presenter's view: shows and hides slides that the server has made. No library, no request.
const HELP = [
  ["Right, space, page down", "next step"], ["Left, page up", "step back"], ["Home, End", "first, last slide"],
  ["n", "notes"], ["s", "source and address"], ["f", "full screen"], ["?", "this help"], ["Esc", "leave"],
];

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const stage = parentElement.querySelector(".stage");
  const page = stage.querySelector(".page");
  const panel = stage.querySelector(".panel");
  const place = stage.querySelector(".place");
  const slides = data.slides;
  const asked = Number((location.hash.match(/^#slide-(\d+)$/) || [])[1] || 1);
  let at = Math.min(Math.max(asked, 1), slides.length) - 1;
  let step = 0;
  let shown = "";

  // where words and chart would be too small side by side, each step has the slide to itself
  const small = matchMedia("(max-width: 880px), (max-height: 494px)");
  const fit = () => {
    const body = page.querySelector(".body");
    if (!body) return;
    const alone = small.matches || body.classList.contains("whole");
    page.classList.toggle("alone", alone);
    for (const part of body.querySelectorAll(".words, .prose"))
      for (let size = alone ? 1.5 : 1.15; size > 0.6; size -= 0.04) {
        part.style.fontSize = `${size}em`;
        if (part.scrollHeight <= body.clientHeight) break;
      }
  };
  const draw = (fresh) => {
    page.dataset.at = step;
    if (fresh) {
      page.innerHTML = slides[at].html;
      page.classList.remove("alone");
      history.replaceState(history.state, "", `#slide-${at + 1}`);
    }
    for (const part of page.querySelectorAll("[data-step]"))
      part.style.visibility = Number(part.dataset.step) <= step ? "visible" : "hidden";
    fit();
    place.textContent = `${at + 1} / ${slides.length}`;
    stage.setAttribute("aria-label", `Slide ${at + 1} of ${slides.length}, step ${step + 1} of ${slides[at].steps}`);
    panel.hidden = shown === "";
    panel.replaceChildren();
    if (shown === "help")
      for (const [keys, does] of HELP) {
        const line = document.createElement("p");
        const name = document.createElement("b");
        name.textContent = keys;
        line.append(name, ` ${does}`);
        panel.append(line);
      }
    else if (shown) panel.textContent = slides[at][shown] || "No notes for this slide.";
  };
  const next = () => {
    if (step + 1 < slides[at].steps) { step += 1; draw(false); }
    else if (at + 1 < slides.length) { at += 1; step = 0; draw(true); }
  };
  const back = () => {
    if (step > 0) { step -= 1; draw(false); }
    else if (at > 0) { at -= 1; step = slides[at].steps - 1; draw(true); }
  };
  const go = (to) => { at = to; step = 0; draw(true); };
  const toggle = (name) => { shown = shown === name ? "" : name; draw(false); };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  const leave = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    history.replaceState(history.state, "", location.pathname + location.search);
    setTriggerValue("leave", true);
  };
  const keys = {
    ArrowRight: next, ArrowDown: next, PageDown: next, " ": next, Enter: next, ArrowLeft: back, ArrowUp: back, PageUp: back,
    Home: () => go(0), End: () => go(slides.length - 1), n: () => toggle("notes"), s: () => toggle("source"),
    f: () => full().catch(() => {}), "?": () => toggle("help"), Escape: () => (shown ? toggle(shown) : leave()),
  };
  const onKey = (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    // single keys are the slides' only while the slides have the focus, or nothing has
    if (document.activeElement !== document.body && !event.composedPath().includes(stage)) return;
    if (event.key === "Enter" && event.composedPath()[0].tagName === "BUTTON") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const buttons = { back, next, help: () => toggle("help"), leave };
  for (const [name, act] of Object.entries(buttons)) stage.querySelector(`button.${name}`).onclick = act;
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("resize", fit);
  draw(true);
  document.fonts.ready.then(fit);
  full().catch(() => {}).finally(() => stage.focus({ preventScroll: true }));
  return () => {
    window.removeEventListener("keydown", onKey, true);
    window.removeEventListener("resize", fit);
  };
}
