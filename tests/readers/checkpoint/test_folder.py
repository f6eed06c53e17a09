"""Finding checkpoints: by any of their names, in folders, with state files of other machines."""

import numpy as np
import pytest

from hyperscope.errors import FormatError, PathError
from hyperscope.readers.bounds import Bounds
from hyperscope.readers.checkpoint.folder import TRIED_AT_MOST, checkpoints, follow, locate
from hyperscope.readers.checkpoint.opened import open_checkpoint
from tests.readers.checkpoint.places import SYNTH, TF
from tests.readers.checkpoint.writing import write_bundle, write_saved

MATRIX = np.arange(6, dtype=np.float32).reshape(3, 2)


def write(folder, *names):
    for name in names:
        write_bundle(folder / name, {"e": MATRIX})


def state(folder, newest, *kept):
    lines = [f'model_checkpoint_path: "{newest}"'] + [
        f'all_model_checkpoint_paths: "{name}"' for name in kept
    ]
    (folder / "checkpoint").write_text("\n".join(lines), "utf-8")


def names(folder):
    return [location.path.name for location in checkpoints(folder)]


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("v2/model.ckpt-42", 42),
        ("v2/model.ckpt-42.index", 42),
        ("v2/model.ckpt-42.data-00000-of-00001", 42),
        ("v2/model.ckpt-42.meta", 42),
        ("v2", 42),
        ("v2/checkpoint", 42),
        ("v1/model.ckpt-7", 7),
        ("v1_sharded/part.ckpt-5-?????-of-00003", 5),
        ("v1_sharded/part.ckpt-5-00001-of-00003", 5),
        ("v1_sharded/part.ckpt-5", 5),
        ("v1_sharded", 5),
        ("saved_model", None),
        ("saved_model/variables", None),
        ("v2_grid/grid.ckpt", None),
    ],
)
def test_every_way_to_name_a_checkpoint_finds_it(path, step):
    checkpoint = open_checkpoint(TF / path)
    assert checkpoint.step == step
    assert checkpoint.notes == () or "not found as written" in checkpoint.notes[0]
    assert all(
        checkpoint.read(t.name).size or 0 in (t.shape or ())
        for t in checkpoint.tensors.values()
        if t.dtype != "string"
    )


def test_a_folder_lists_all_its_steps_from_the_newest():
    assert [location.step for location in checkpoints(TF / "tf2_object")] == [4, 3, 2]


def test_the_state_file_decides_which_is_the_newest(tmp_path):
    write(tmp_path, "m-1", "m-2", "m-10")
    state(tmp_path, "m-2")
    assert names(tmp_path) == ["m-2", "m-10", "m-1"]


@pytest.mark.parametrize(
    "written", ["/elsewhere/run/m-1", r"C:\\Users\\me\\m-1", "run/m-1", "//server/share/m-1"]
)
def test_a_stale_path_means_the_file_beside_the_state(written, tmp_path):
    write(tmp_path, "m-1")
    state(tmp_path, written)
    (found,) = checkpoints(tmp_path)
    assert found.path == tmp_path / "m-1"
    assert "'m-1' beside it is used" in " ".join(found.notes)


def test_a_checkpoint_that_is_gone_gives_way_to_an_older_one(tmp_path):
    write(tmp_path, "m-1", "m-2")
    state(tmp_path, "m-3", "m-1", "m-2", "m-3")
    first = checkpoints(tmp_path)[0]
    assert (first.step, first.notes) == (2, ("The checkpoint 'm-3' is gone; 'm-2' is used.",))


def test_where_nothing_named_is_left_the_newest_that_is_there_counts(tmp_path):
    write(tmp_path, "m-1", "m-2")
    state(tmp_path, "other-3")
    first = checkpoints(tmp_path)[0]
    assert first.step == 2
    assert "'other-3' that 'checkpoint' names is not here" in first.notes[0]


def test_a_broken_state_file_costs_a_note(tmp_path):
    write(tmp_path, "m-1")
    (tmp_path / "checkpoint").write_text("model_checkpoint_path: m-1", "utf-8")
    assert "was not used" in checkpoints(tmp_path)[0].notes[0]


def test_a_prefix_without_its_step_means_the_newest(tmp_path):
    write(tmp_path, "embedding.ckpt-9", "embedding.ckpt-10", "other.ckpt-11")
    found = locate(tmp_path / "embedding.ckpt")
    assert found.step == 10
    assert found.notes == (
        "There is no checkpoint 'embedding.ckpt'; the newest of that name, 'embedding.ckpt-10', is used.",
    )


def test_versions_may_lie_in_one_folder(tmp_path):
    write(tmp_path, "new.ckpt-2")
    write_saved(tmp_path / "old.ckpt-1", {"e": MATRIX})
    (tmp_path / "notes.ckpt-3").write_text("no table", "utf-8")
    assert names(tmp_path) == ["new.ckpt-2", "old.ckpt-1"]


def test_what_is_still_being_written_is_passed_over(tmp_path):
    write(tmp_path, "m-1", "m-2.tempstate123", "m-3_temp/part-00000-of-00001")
    assert names(tmp_path) == ["m-1"]


def test_a_path_that_leads_outside_is_not_followed():
    found, refused = follow("../restart1/m", SYNTH / "state_traversal", Bounds((SYNTH / "state_traversal",)))
    assert found is None
    assert "leads outside" in str(refused)
    allowed, _ = follow("../restart1/m", SYNTH / "state_traversal", Bounds((SYNTH,)))
    assert allowed is not None


@pytest.mark.parametrize("ending", [".index", ".data-00000-of-00001"])
def test_a_file_that_is_a_link_out_of_the_folder_is_not_read(ending, tmp_path):
    inside, outside = tmp_path / "run", tmp_path / "else"
    write(outside, "m-1")
    write(inside, "m-1")
    linked = inside / f"m-1{ending}"
    linked.unlink()
    linked.symlink_to(outside / linked.name)
    with pytest.raises(PathError, match="leads outside"):
        open_checkpoint(inside, Bounds((inside,))).read("e")
    assert open_checkpoint(inside, Bounds((inside, outside))).read("e").shape == (3, 2)


def test_missing_files_of_a_sharded_checkpoint_are_told(tmp_path):
    for part in ("part.ckpt-5-00000-of-00003", "part.ckpt-5-00001-of-00003"):
        (tmp_path / part).write_bytes((TF / "v1_sharded" / part).read_bytes())
    assert "2 of 3 files" in locate(tmp_path / "part.ckpt-5").notes[0]


def test_a_data_file_without_its_index_says_what_is_missing(tmp_path):
    write(tmp_path, "m-1")
    (tmp_path / "m-1.index").unlink()
    with pytest.raises(PathError, match=r"the index 'm-1\.index', got no such file"):
        open_checkpoint(tmp_path / "m-1.data-00000-of-00001")


def test_a_model_without_variables_says_so(tmp_path):
    (tmp_path / "saved_model.pb").write_bytes(b"")
    with pytest.raises(FormatError, match="a SavedModel with variables"):
        open_checkpoint(tmp_path)


@pytest.mark.parametrize("name", ["nothing", "x" * 300, "a\0b", ""])
def test_nothing_is_no_checkpoint(name, tmp_path):
    with pytest.raises(PathError, match="nothing"):
        open_checkpoint(tmp_path / name)


def test_an_empty_state_file_says_nothing(tmp_path):
    write(tmp_path, "a-1", "a-2")
    (tmp_path / "checkpoint").write_text("", "utf-8")
    assert [(found.path.name, found.notes) for found in checkpoints(tmp_path)] == [("a-2", ()), ("a-1", ())]


def test_a_state_file_of_thousands_of_lost_checkpoints_is_not_followed_to_its_end(tmp_path, monkeypatch):
    write(tmp_path, "a-1", "a-2")
    state(tmp_path, "gone-0", *(f"gone-{step}" for step in range(3_000)))
    looked = []
    monkeypatch.setattr("hyperscope.readers.checkpoint.folder.at", lambda path: looked.append(path))
    assert names(tmp_path) == ["a-2", "a-1"]
    assert len(looked) <= TRIED_AT_MOST
