"""The frozen base of everything that people write, and the mapping that stays as it was made (P1, P3).

Reading order: `frozen` (the mapping), `base` (a model: every fault at once, and what is readable beside it), `refusals`
(what pydantic refuses, in the words of this library), `written` (how the value of a field is read and written).
"""

from slapolicy._model.base import Model
from slapolicy._model.frozen import FrozenMap
from slapolicy._model.refusals import faults_of
from slapolicy._model.written import NameAlone, Written

__all__ = ["FrozenMap", "Model", "NameAlone", "Written", "faults_of"]
