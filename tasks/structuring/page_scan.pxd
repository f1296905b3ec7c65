# The types with which Cython compiles page_scan.py.
cimport cython

cdef int ABOVE, BEGUN, BELOW, BESIDE, CLASS_COUNT, CLOSE_ABOVE, CLOSE_BELOW, FIRST, GLUED, IN_WORD, IS_LOWER
cdef int IS_NUMERAL, IS_UPPER, KNOWN_CODES, LAST, LENGTH, LONG, MIXED, NOT_ASCII, RARE, WIDELY, YEAR

@cython.locals(
    base=cython.ulonglong, mask=cython.ulonglong, value=cython.ulonglong, room=cython.ulonglong, slot=cython.ulonglong,
    line=cython.int, length=cython.int, before=cython.int, count=cython.int, different=cython.int,
    size=cython.int, digits=cython.int, first=cython.int, second=cython.int, is_number=cython.int, is_year=cython.int,
    character=cython.Py_UCS4, code=cython.int, flags=cython.int, place=cython.int, word=cython.int,
)
cpdef tuple scan(
    str text, const unsigned short[::1] flags_of, const unsigned int[::1] lower_of, int[:, ::1] counts, int[::1] words,
    int[::1] lines, unsigned char[::1] is_first, unsigned long long[::1] hashes, unsigned char[::1] shapes,
    int[::1] latest, int[::1] slots,
)

@cython.locals(
    count=cython.int, begin=cython.int, end=cython.int, line=cython.int, word=cython.int, place=cython.int,
    beyond=cython.int, is_below=cython.int,
)
cpdef say(
    int near, const int[::1] words, const int[::1] lines, const unsigned char[::1] in_prose, const long long[::1] spread,
    const unsigned char[::1] is_common, const double[::1] widths, double[:, ::1] said, int[::1] latest, unsigned char[::1] is_above,
)
