"""Compiles the loops over characters and words; where that cannot be done, they run as plain Python."""

from Cython.Build import cythonize
from setuptools import Extension, setup

LOOPS = [Extension("tasks.structuring.page_scan", ["tasks/structuring/page_scan.py"], optional=True)]
DIRECTIVES = {"language_level": 3, "annotation_typing": False, "wraparound": False}

setup(ext_modules=cythonize(LOOPS, build_dir="build", compiler_directives=DIRECTIVES))
