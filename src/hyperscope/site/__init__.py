"""The page and a dataset as a folder of files, for any static host: no server answers, the page reads files instead.

`export` is the door; `folder` writes all of it or nothing, the others one kind of file each. The room is not called
`export`, because that is a public function: a submodule of this name would replace it on the package.
"""
