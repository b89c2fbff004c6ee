if (!window.againstTheRecord) {
  window.againstTheRecord = true;
  const main = () => document.querySelector("[data-testid='stMain']");
  const state = (name) => document.querySelector(`[data-test-${name}-state]`)?.getAttribute(`data-test-${name}-state`);
  const folder = (address) => new URL(".", address.href).href;
  const pause = (time) => new Promise((done) => setTimeout(done, time));

  // The page is on its way, or soon will be: something was just done that it answers.
  let done = 0;
  const busy = () => state("script") !== "notRunning" || Date.now() - done < 400;
  const whole = async () => {
    for (let waited = 0; busy() && waited < 10_000; waited += 50) await pause(50);
  };

  // A link in our own markup to another page leads there without loading the app anew: what the reader has composed in
  // this tab is kept, and Back leads to where the link was. All other links stay the browser's, and all while the
  // connection is lost.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a:not([target])");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.hash || folder(link) !== folder(location) || state("connection") !== "CONNECTED") return;
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

  // An address that had only some of the page's choices gets the others, which the page's foot holds, without a step for Back.
  const complete = () => {
    const wanting = document.querySelector("footer [data-whole]");
    if (!wanting) return;
    wanting.remove();
    const { asked, whole } = wanting.dataset;
    const same = `${new URLSearchParams(location.search)}` === `${new URLSearchParams(asked)}`;
    if (same) history.replaceState(history.state, "", `?${whole}`);
  };

  // What the reader has unfolded or folded stays so when a choice draws the page anew, and in both of its views.
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
  complete();
  new MutationObserver(() => (complete(), keep())).observe(document.body, { childList: true, subtree: true });

  // A file that is asked for while the page is on its way, or right after a title was typed, waits for the page:
  // until then the button stands for the file as it was, which soon nobody has.
  const passing = new WeakSet();
  document.addEventListener("change", () => (done = Date.now()), true);
  document.addEventListener("focusout", (event) => event.target.matches("input, textarea") && (done = Date.now()));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-testid='stDownloadButton'] button");
    if (!button || passing.has(button) || !busy()) return;
    event.preventDefault();
    event.stopPropagation();
    await whole();
    passing.add(button);
    button.click();
    passing.delete(button);
  }, true);
}
