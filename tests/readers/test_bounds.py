"""What lies inside, wherever links lead."""

import pytest

from hyperscope.errors import PathError
from hyperscope.readers.bounds import Bounds, is_file, is_folder


@pytest.fixture
def places(tmp_path):
    """(the folder that was opened, a file in it, a file outside, a link in it that leads out)."""
    inside, outside = tmp_path / "in" / "a", tmp_path / "b"
    inside.parent.mkdir()
    inside.touch()
    outside.touch()
    link = inside.parent / "link"
    try:
        link.symlink_to(outside)
    except OSError:
        pytest.skip("this machine makes no symbolic links")
    return inside.parent, inside, outside, link


def test_only_what_is_inside_is_admitted(places):
    folder, inside, outside, link = places
    bounds = Bounds((folder,))
    assert bounds.admit(inside) == inside
    for path in (outside, link, folder / ".." / "b"):
        with pytest.raises(PathError, match="which leads outside it"):
            bounds.admit(path)


def test_any_of_the_folders_will_do_and_none_admits_all(places):
    folder, _, outside, link = places
    assert Bounds((folder, outside.parent)).holds(link)
    assert Bounds().admit(outside) == outside


@pytest.mark.parametrize("name", ["x" * 5_000, "a\0b"])
def test_a_name_that_no_file_can_have_is_nowhere(tmp_path, name):
    path = tmp_path / name
    assert (is_file(path), is_folder(path), Bounds((tmp_path / "other",)).holds(path)) == (
        False,
        False,
        False,
    )
