"""A thousand identities, six pictures of each: does one person's face find the others?

    python examples/identities.py

The faces are drawn, so that nobody's is used: each identity has its own colours and proportions, each picture its own light,
place and turn of the head. Writes logs/ with colour thumbnails, faces.png, and found.png: pictures, and what is nearest to each.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import hyperscope
from hyperscope import Dataset, plots
from hyperscope.columns import Column
from hyperscope.images import ArrayImages

SIDE, LARGE = 32, 4  # drawn larger, then reduced: smooth edges


def face(traits: np.ndarray, mood: np.ndarray) -> np.ndarray:
    """(SIDE, SIDE, 3): `traits` (12,) from 0 to 1 are the person's, `mood` (4,) from −1 to 1 the picture's."""
    skin = np.array([120 + 125 * traits[0], 80 + 120 * traits[0], 60 + 110 * traits[0] * traits[1]])
    hair, shirt, ground = (np.array([30, 20, 15]) + 205 * traits[at : at + 3] for at in (2, 5, 8))
    light = 1 + 0.12 * mood[0]
    drawn = Image.new("RGB", (SIDE * LARGE,) * 2, _tone(ground * 0.5 + 90, light))
    pen = ImageDraw.Draw(drawn)
    x, y = np.array([64, 66]) + 4 * mood[1:3]
    wide, high = 26 + 12 * traits[10], 34 + 10 * traits[11]
    pen.ellipse((x - 52, y + high - 4, x + 52, y + high + 90), fill=_tone(shirt, light))
    top = 10 + 14 * traits[7]
    pen.ellipse(
        (x - wide - 6, y - high - top, x + wide + 6, y + high * (2 * traits[4] - 0.6)),
        fill=_tone(hair, light),
    )
    pen.ellipse((x - wide, y - high, x + wide, y + high), fill=_tone(skin, light))
    turned = 5 * mood[3]
    for side in (-1, 1):
        eye = x + turned + side * (9 + 8 * traits[3])
        pen.ellipse((eye - 4, y - 9, eye + 4, y - 2), fill="white")
        pen.ellipse((eye - 2 + turned / 3, y - 8, eye + 2 + turned / 3, y - 3), fill="black")
    half = 6 + 10 * traits[6]
    pen.arc(
        (x + turned - half, y + 6, x + turned + half, y + 22),
        20,
        160,
        fill=_tone(skin * 0.45, light),
        width=3,
    )
    return np.asarray(drawn.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def _tone(colour: np.ndarray, light: float) -> tuple[int, ...]:
    return tuple(np.clip(colour * light, 0, 255).astype(int).tolist())


def main(arguments: list[str] | None = None) -> None:
    """From pictures to people."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("identities"))
    parser.add_argument(
        "--small", action="store_true", help="1,001 identities, two pictures of each; no t-SNE"
    )
    said = parser.parse_args(arguments)
    said.out.mkdir(parents=True, exist_ok=True)
    people, each = (1_001, 2) if said.small else (1_200, 6)

    rng = np.random.default_rng(0)
    traits = rng.random((people, 12))
    who = np.repeat(np.arange(people), each)
    faces = np.stack([face(traits[person], rng.uniform(-1, 1, 4)) for person in who])
    names = [f"person {person:04d}" for person in who]
    pixels = faces.reshape(len(faces), -1).astype(np.float32) / 255
    components = hyperscope.project(pixels, "pca", 50).positions
    data = Dataset("faces", components, {"person": Column.of("person", names)}, ArrayImages(faces))

    near = hyperscope.neighbors(data, each - 1).indices
    own = (who[near] == who[:, None]).mean()
    print(
        f"{own:.0%} of a picture's {each - 1} nearest among {data.n:,} are of the same of {people:,} people."
    )
    asked = range(0, 8 * each, each)
    rows = [np.concatenate([faces[row], *faces[near[row]]], axis=1) for row in asked]
    sheet = Image.fromarray(np.concatenate(rows))
    sheet.resize((sheet.width * 2, sheet.height * 2), Image.Resampling.LANCZOS).save(said.out / "found.png")

    layout = hyperscope.project(data, "pca" if said.small else "tsne", 2)
    shown = np.where(who < 8, names, "everybody else")
    palette = ["#d9d9d3", *plots.colours(8)]
    plots.scatter(
        layout, shown, title=f"{people:,} people, eight of them in colour", palette=palette
    ).savefig(said.out / "faces.png")
    hyperscope.write_logdir(said.out / "logs", data)
    print(f"Look at {said.out / 'found.png'}, or open the page: hyperscope {said.out / 'logs'}")


if __name__ == "__main__":
    main()
