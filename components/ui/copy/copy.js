// A list of texts, each with a button that puts it on the clipboard.
export default function ({ data, parentElement }) {
  const list = parentElement.querySelector(".copy");
  list.replaceChildren(
    ...data.items.map(([label, text]) => {
      const row = document.createElement("div");
      const name = document.createElement("label");
      const field = document.createElement("textarea");
      const button = document.createElement("button");
      name.textContent = label;
      field.value = text;
      field.readOnly = true;
      field.rows = Math.min(text.split("\n").reduce((rows, line) => rows + Math.ceil(line.length / 54 || 1), 0), 8);
      field.onfocus = () => field.select();
      button.type = "button";
      button.textContent = "Copy";
      button.setAttribute("aria-label", `Copy ${label.toLowerCase()}`);
      button.onclick = async () => {
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          field.select();
          document.execCommand("copy"); // where the clipboard needs https
        }
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = "Copy"), 2000);
      };
      name.append(field);
      row.append(name, button);
      return row;
    }),
  );
}
