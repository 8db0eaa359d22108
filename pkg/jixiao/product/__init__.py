"""The data product: stored tables for people without this package, described and in the formats they use."""

from jixiao.product.descriptor import write_datapackage
from jixiao.product.dictionary import dictionary_page
from jixiao.product.export import FORMATS, export, of_disclosure, of_folder, target
from jixiao.product.writing import Stock

__all__ = ["FORMATS", "Stock", "dictionary_page", "export", "of_disclosure", "of_folder", "target", "write_datapackage"]
