import pytest

from hyperscope.errors import PathError
from hyperscope.readers.logdirs.resolve import Resolver
from tests.readers.places import write


@pytest.fixture
def tree(tmp_path):
    for place in (
        "site/page.tsv",
        "site/data/run/here.tsv",
        "site/data/up.tsv",
        "secret.tsv",
        "other/far.tsv",
    ):
        write(tmp_path / place, "x\n")
    return tmp_path


def resolver(tree, **more):
    return Resolver(tree / "site/data/run", tree / "site", **more)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("here.tsv", "site/data/run/here.tsv"),
        ("./here.tsv", "site/data/run/here.tsv"),
        ("../up.tsv", "site/data/up.tsv"),
        ("run/here.tsv", "site/data/run/here.tsv"),
        ("data/up.tsv", "site/data/up.tsv"),
        ("data\\run\\here.tsv", "site/data/run/here.tsv"),
        ("page.tsv", "site/page.tsv"),
    ],
)
def test_a_path_is_found_from_the_config_up_to_the_root(tree, written, place):
    found = resolver(tree).find(written)
    assert found.path.samefile(tree / place)
    assert found.note is None


@pytest.mark.parametrize(
    "written",
    [
        "/home/someone/logs/here.tsv",
        "C:\\Users\\someone\\here.tsv",
        "elsewhere/here.tsv",
        "../../../../here.tsv",
        "//server/share/here.tsv",
    ],
)
def test_the_base_name_beside_the_config_is_the_last_resort_and_told(tree, written):
    found = resolver(tree).find(written)
    assert found.path == tree / "site/data/run/here.tsv"
    assert found.note is not None
    assert "'here.tsv' beside the config is used" in found.note


@pytest.mark.parametrize(
    "written", ["../../../secret.tsv", "../../../../../../../etc/passwd", "../../../nothing"]
)
def test_nothing_outside_the_root_is_touched(tree, written):
    with pytest.raises(PathError, match="leads outside it"):
        resolver(tree).find(written)


def test_an_absolute_path_may_be_inside_but_not_outside(tree):
    assert resolver(tree).find(str(tree / "site/page.tsv")).note is None
    with pytest.raises(PathError, match="leads outside it"):
        resolver(tree).find(str(tree / "secret.tsv"))


def test_a_link_out_of_the_root_is_refused(tree):
    link = tree / "site/data/run/link.tsv"
    link.symlink_to(tree / "secret.tsv")
    with pytest.raises(PathError, match=r"'link\.tsv', which leads outside"):
        resolver(tree).find("link.tsv")


def test_another_folder_can_be_allowed(tree):
    with pytest.raises(PathError, match="leads outside it"):
        resolver(tree).find("../../../other/far.tsv")
    allowed = resolver(tree, allowed=(tree / "other",))
    assert allowed.find("../../../other/far.tsv").path.samefile(tree / "other/far.tsv")


def test_a_missing_file_is_called_missing(tree):
    with pytest.raises(PathError, match=r"nothing at 'no/such\.tsv'"):
        resolver(tree).find("no/such.tsv")


@pytest.mark.parametrize("written", ["https://example.org/x.tsv", "gs://bucket/x.tsv", "file:///etc/passwd"])
def test_nothing_is_fetched(tree, written):
    with pytest.raises(PathError, match="Nothing is fetched from the network"):
        resolver(tree).find(written)


@pytest.mark.parametrize("written", ["a\0b", "x" * 5_000, "..", "."])
def test_odd_paths_are_refused_in_words(tree, written):
    with pytest.raises(PathError, match="expected"):
        resolver(tree).find(written)
