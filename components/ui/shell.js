if (!window.againstTheRecord) {
  window.againstTheRecord = true;
  const main = () => document.querySelector("st(Main)");
  const state = (name) => document.querySelector(`[${name}]`)?.getAttribute(name);
  const folder = (address) => new URL(".", address.href).href;
  const pause = (time) => new Promise((done) => setTimeout(done, time));

  // The page is on its way, or soon will be: something was just done that it answers.
  let done = 0;
  const busy = () => state("st-state(script)") !== "notRunning" || Date.now() - done < 400;
  const whole = async () => {
    for (let waited = 0; busy() && waited < 10_000; waited += 50) await pause(50);
  };

  // A link in our own markup to another page leads there without loading the app anew: what the reader has composed in
  // this tab is kept, and Back leads to where the link was. All other links stay the browser's, and all while the
  // connection is lost.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("st(Html) a:not([target])");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.hash || folder(link) !== folder(location) || state("st-state(connection)") !== "CONNECTED") return;
    event.preventDefault();
    history.replaceState({ scrolled: main().scrollTop }, "");
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    main().scrollTo(0, 0);
  });
  addEventListener("popstate", async ({ state: held }) => {
    if (held?.scrolled === undefined) return;
    done = Date.now();
    await whole();
    main().scrollTo(0, held.scrolled);
  });

  // What the reader has unfolded or folded stays so when a choice draws the page anew.
  const folds = new Map();
  const name = (fold) => `${location.pathname} ${fold.dataset.fold}`;
  const keep = () => {
    if (!folds.size) return;
    for (const fold of document.querySelectorAll("details[data-fold]")) fold.open = folds.get(name(fold)) ?? fold.open;
  };
  document.addEventListener("toggle", ({ target: fold }) => {
    if (!fold.dataset.fold || !fold.isConnected) return;
    folds.set(name(fold), fold.open);
    keep();
  }, true);
  new MutationObserver(keep).observe(document.body, { childList: true, subtree: true });

  // A file that is asked for while the page is on its way, or right after a title was typed, waits for the page:
  // until then the button stands for the file as it was, which soon nobody has.
  const passing = new WeakSet();
  document.addEventListener("change", () => (done = Date.now()), true);
  document.addEventListener("focusout", (event) => event.target.matches("input, textarea") && (done = Date.now()));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("st(DownloadButton) button");
    if (!button || passing.has(button) || !busy()) return;
    event.preventDefault();
    event.stopPropagation();
    await whole();
    passing.add(button);
    button.click();
    passing.delete(button);
  }, true);
}
