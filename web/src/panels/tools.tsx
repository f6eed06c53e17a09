/** What a drag on the scene does: one of four tools, as icons side by side. */

import { Segments } from "../elements/choice";
import type { Tool } from "../stage/contract";
import { words } from "../words";
import { useStore } from "./context";
import { KEYMAP } from "./keymap";

/** Each tool with its key. */
export const TOOLS: readonly { readonly tool: Tool; readonly key: string }[] = [
  { tool: "move", key: KEYMAP.tools[0] },
  { tool: "box", key: KEYMAP.tools[1] },
  { tool: "lasso", key: KEYMAP.tools[2] },
  { tool: "sphere", key: KEYMAP.tools[3] },
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
