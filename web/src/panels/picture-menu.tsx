/** The scene as a file: how large, on which ground. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../elements/button";
import { Segments } from "../elements/choice";
import { Popover } from "../elements/popover";
import { save } from "../elements/save";
import type { PictureSize } from "../stage/contract";
import { words } from "../words";
import { useStore } from "./context";

type Scale = "1" | "2" | "4" | "own";
type Ground = "theme" | "transparent";

/** Width and height in pixels, or null where they are no numbers of pixels. */
export function ownSize(width: string, height: string): PictureSize | null {
  const [w, h] = [Number(width), Number(height)];
  return Number.isInteger(w) && Number.isInteger(h) && w > 0 && h > 0 ? { width: w, height: h } : null;
}

export function PictureMenu() {
  const { view, opening } = useStore();
  const [scale, setScale] = useState<Scale>("2");
  const [own, setOwn] = useState({ width: "1920", height: "1080" });
  const [ground, setGround] = useState<Ground>("theme");
  const [problem, setProblem] = useState("");
  const size = scale === "own" ? ownSize(own.width, own.height) : { scale: Number(scale) };
  const take = async () => {
    setProblem("");
    try {
      if (size === null) throw new RangeError();
      const file = await view.peek()?.picture(size, ground);
      if (file) save(file, `${opening.dataset.peek()?.name ?? "hyperscope"}.png`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      setProblem(words.picture.tooLarge);
    }
  };
  return (
    <Popover icon="camera" title={words.picture.title}>
      <Titled title={words.picture.size}>
        <Segments
          name={words.picture.size}
          options={[
            { value: "1", text: "1×" },
            { value: "2", text: "2×" },
            { value: "4", text: "4×" },
            { value: "own", text: words.picture.own },
          ]}
          value={scale}
          onChoose={setScale}
        />
      </Titled>
      {scale === "own" && (
        <p class="pixels">
          <Pixels name={words.picture.width} value={own.width} set={(width) => setOwn({ ...own, width })} />
          <span aria-hidden="true">×</span>
          <Pixels
            name={words.picture.height}
            value={own.height}
            set={(height) => setOwn({ ...own, height })}
          />
        </p>
      )}
      <GroundChoice ground={ground} onChoose={setGround} />
      <Button icon="camera" primary onClick={() => void take()}>
        {words.picture.save}
      </Button>
      <p class="hint" role="status">
        {problem}
      </p>
    </Popover>
  );
}

function GroundChoice({ ground, onChoose }: { ground: Ground; onChoose: (ground: Ground) => void }) {
  return (
    <Titled title={words.picture.ground}>
      <Segments
        name={words.picture.ground}
        options={[
          { value: "theme", text: words.picture.theme },
          { value: "transparent", text: words.picture.transparent },
        ]}
        value={ground}
        onChoose={onChoose}
      />
    </Titled>
  );
}

function Titled({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="menu">
      <span class="name">{title}</span>
      {children}
    </div>
  );
}

function Pixels({ name, value, set }: { name: string; value: string; set: (text: string) => void }) {
  return (
    <input
      class="number"
      inputMode="numeric"
      aria-label={name}
      value={value}
      onInput={(event) => set(event.currentTarget.value)}
    />
  );
}
