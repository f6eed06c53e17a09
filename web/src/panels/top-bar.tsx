/** The slim bar on top: what is open, search, and how it is looked at. */

import { IconButton } from "../elements/button";
import { Segments } from "../elements/choice";
import { Icon } from "../elements/icon";
import { words } from "../words";
import { useStore } from "./context";
import { KEYMAP } from "./keymap";
import { PictureMenu } from "./picture-menu";
import { SearchBox } from "./search-box";
import { ShareButton } from "./share";
import { Tools } from "./tools";
import { ViewOptions } from "./view-options";

export function TopBar() {
  const { settings, opening } = useStore();
  const name = opening.dataset.value?.name;
  return (
    <header class="bar">
      <h1>
        <Icon name="cube" />
        <span>{name ?? words.name}</span>
      </h1>
      {name !== undefined && <SearchBox />}
      <Views />
      {name !== undefined && (
        <>
          <ViewOptions />
          <Divider />
          <PictureMenu />
          <ShareButton />
          <Divider />
        </>
      )}
      <IconButton
        icon={settings.theme.value === "day" ? "moon" : "sun"}
        title={words.bar.night}
        keys={KEYMAP.night[0]}
        pressed={settings.theme.value === "night"}
        onClick={settings.toggleTheme}
      />
      <IconButton
        icon="help"
        title={words.bar.help}
        keys={KEYMAP.help[0]}
        onClick={() => (settings.help.value = true)}
      />
    </header>
  );
}

function Divider() {
  return <span class="divider" aria-hidden="true" />;
}

function Views() {
  const { settings, opening, pictures, view, projection } = useStore();
  if (opening.dataset.value === null) return null;
  const { labels, thumbnails, dimensions } = settings;
  return (
    <div class="views">
      <Tools />
      <Segments
        name={words.bar.views}
        options={[
          { value: 2, text: words.bar.two, title: KEYMAP.dimensions[0] },
          { value: 3, text: words.bar.three, title: KEYMAP.dimensions[1] },
        ]}
        value={dimensions.value}
        onChoose={(value) => projection.look(value === 2 ? 2 : 3)}
      />
      <Divider />
      <IconButton
        icon="fit"
        title={words.bar.home}
        keys={KEYMAP.home[0]}
        onClick={() => view.peek()?.home()}
      />
      <IconButton
        icon="label"
        title={words.bar.labels}
        keys={KEYMAP.labels[0]}
        pressed={labels.value}
        onClick={() => (labels.value = !labels.value)}
      />
      <IconButton
        icon="image"
        title={words.bar.thumbnails}
        keys={KEYMAP.thumbnails[0]}
        pressed={thumbnails.value && pictures.thumbnails.value !== null}
        disabled={pictures.thumbnails.value === null}
        onClick={() => (thumbnails.value = !thumbnails.value)}
      />
    </div>
  );
}
