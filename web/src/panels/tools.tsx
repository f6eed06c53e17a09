/** What a drag on the scene does: one of four tools, as icons side by side. */

import { Segments } from "../elements/choice";
import type { Tool } from "../stage/contract";
import { words } from "../words";
import { useStore } from "./context";

/** Each tool with its key. */
export const TOOLS: readonly { readonly tool: Tool; readonly key: string }[] = [
  { tool: "move", key: "V" },
  { tool: "box", key: "R" },
  { tool: "lasso", key: "G" },
  { tool: "sphere", key: "O" },
];

export function Tools() {
  const { settings } = useStore();
  return (
    <Segments
      name={words.tools.title}
      options={TOOLS.map(({ tool, key }) => ({
        value: tool,
        text: words.tools[tool],
        icon: tool,
        title: `${words.tools.hints[tool]} (${key})`,
      }))}
      value={settings.tool.value}
      onChoose={(tool) => (settings.tool.value = tool)}
    />
  );
}
