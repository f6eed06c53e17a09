import numpy as np

from hyperscope.images import ImagesOfRows


class Numbered:
    """Pictures that show their own row; every third row has none."""

    cell = (2, 3)

    def __len__(self):
        return 9

    def __getitem__(self, row):
        return None if row % 3 == 2 else np.full((3, 2, 4), row, np.uint8)


def test_pictures_follow_their_rows():
    images = ImagesOfRows(Numbered(), np.array([7, 2, 0, 7]))
    assert (len(images), images.cell) == (4, (2, 3))
    assert images[1] is None
    assert [images[row][0, 0, 0] for row in (0, 2, 3)] == [7, 0, 7]
