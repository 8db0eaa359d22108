"""What the process that workers and kernels are forked from has imported and loaded, so that none of them has to."""

from importlib import import_module

from jixiao.check import packaged_rules
from jixiao.recognise.forms import form_rules

for _name in (
    "jixiao.read.geometry", "camelot", "nbconvert", "pyarrow.parquet", "matplotlib.pyplot",
    "jixiao.run.guard", "jixiao.run.kernels", "jixiao.run.worker",
):  # fmt: skip
    import_module(_name)
packaged_rules()
form_rules()
