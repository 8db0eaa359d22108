"""What the process that workers are forked from has imported and loaded, so that none of them has to."""

import gc
import sys
from importlib import import_module

from jixiao.check import check
from jixiao.judgement import with_reviews
from jixiao.recognise.proved import form_rules
from jixiao.report.overview import overview
from jixiao.report.phrases import load_texts
from jixiao.run.rendering import page
from jixiao.score import score
from jixiao.stages import hush
from jixiao.store import disclosure

hush()  # here too: matplotlib, for one, says where it cannot write
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment] # jsonschema takes a second to compile it, for one format
for _name in (
    "jixiao.read.geometry", "camelot", "pyarrow.parquet", "matplotlib.pyplot",
    "matplotlib_inline.backend_inline", "jixiao.report.charts", "jixiao.report.reached", "jixiao.report.staged",
    "jixiao.run.guard", "jixiao.run.worker",
):  # fmt: skip
    import_module(_name)
del sys.modules["rfc3987_syntax"]
form_rules()
load_texts()
import_module("jixiao.report.pictures").rehearse()
_nbformat = import_module("nbformat")
_nbformat.validate(_nbformat.v4.new_notebook())  # the schema is compiled once
_none = disclosure({"documents": [{"department": "绩效", "fiscal_year": 2020}]})
page([overview(_none, with_reviews(check(_none), {}), score(_none), "zh").html], "zh")
gc.freeze()  # what is here will not be garbage: no worker has to look through it
