"""Which fields a table of tests may hold, and the headings they go by."""

from __future__ import annotations

from drugcourt.domain.specimens import CollectionStatus, Matrix, TestReason, Validity
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.import_who import WHO_FIELDS, split_words

TESTS = (
    *WHO_FIELDS,
    Field(
        "collected",
        "Collected",
        Kind.DATE,
        required=True,
        synonyms=split_words(
            "collected | collected on | collection date | date collected | coll date"
            " | date/time collected | collection date/time | collected date"
            " | specimen date | test date | date of test | date tested | sample date"
            " | date | collected at | collection"
        ),
    ),
    Field(
        "collected_time",
        "Time collected",
        synonyms=split_words(
            "time collected | collection time | coll time | time | collected time"
        ),
    ),
    Field(
        "specimen_id",
        "Specimen number",
        synonyms=split_words(
            "specimen id | specimen number | accession | accession number"
            " | accession # | specimen no | sample id | lab id | lab number | barcode"
            " | chain of custody | coc number | accession id | requisition"
        ),
    ),
    Field(
        "matrix",
        "Specimen",
        Kind.CHOICE,
        choices=Matrix,
        synonyms=split_words(
            "matrix | specimen | specimen type | sample type | sample | test type"
        ),
    ),
    Field(
        "reason",
        "Reason",
        Kind.CHOICE,
        choices=TestReason,
        synonyms=split_words("reason | reason for test | test reason | reason for testing"),
    ),
    Field(
        "status",
        "Collection status",
        Kind.CHOICE,
        choices=CollectionStatus,
        synonyms=split_words(
            "status | collection status | outcome | collection outcome | test status"
        ),
    ),
    Field(
        "validity",
        "Validity",
        Kind.CHOICE,
        choices=Validity,
        synonyms=split_words("validity | specimen validity | svt | integrity"),
    ),
    Field(
        "creatinine",
        "Creatinine (mg/dL)",
        Kind.NUMBER,
        synonyms=split_words("creatinine | creat | creatinine mg/dl | cr | crea"),
    ),
    Field(
        "specific_gravity",
        "Specific gravity",
        Kind.NUMBER,
        synonyms=split_words("specific gravity | sg | sp gr | spec grav | sp. gravity"),
    ),
    Field(
        "temperature_ok",
        "Temperature in range",
        Kind.YES_NO,
        synonyms=split_words(
            "temperature in range | temp in range | temp ok | temperature ok | temp"
            " | temperature | temp within range"
        ),
    ),
    Field(
        "collector",
        "Collector",
        synonyms=split_words("collector | collected by | collector name | technician | tech"),
    ),
    Field(
        "observed",
        "Observed",
        Kind.YES_NO,
        synonyms=split_words("observed | direct observation | observed collection | witnessed"),
    ),
    Field(
        "substance",
        "Substance",
        synonyms=split_words(
            "substance | analyte | drug | test name | test | drug class | assay"
            " | panel | analyte/analysis | drug name | compound"
        ),
    ),
    Field(
        "result",
        "Result",
        Kind.CHOICE,
        synonyms=split_words(
            "result | results | overall result | final result | screen result"
            " | interpretation | overall | qualitative result | test result"
        ),
    ),
    Field(
        "confirmation",
        "Confirmation",
        synonyms=split_words(
            "confirmation | confirmation result | confirm | confirmed | gc/ms | lc/ms"
        ),
    ),
    Field(
        "code",
        "Code of the substance",
        synonyms=split_words("loinc | loinc code | test code | analyte code | substance code"),
    ),
    Field(
        "cutoff",
        "Cut-off",
        synonyms=split_words(
            "cutoff | cut-off | cut off | threshold | cutoff ng/ml | screen cutoff"
        ),
    ),
    Field(
        "level",
        "Quantity",
        synonyms=split_words(
            "quantity | concentration | quantitative result | quant | level | level ng/ml"
            " | quantitative value"
        ),
    ),
    Field("unit", "Unit", max_length=20, synonyms=split_words("unit | units | uom")),
    Field("ph", "pH", Kind.NUMBER, synonyms=split_words("ph | urine ph")),
    Field(
        "laboratory",
        "Laboratory",
        max_length=120,
        synonyms=split_words("laboratory | lab | lab name | laboratory name | testing laboratory"),
    ),
    Field(
        "received_on",
        "Received by the laboratory",
        Kind.DATE,
        synonyms=split_words(
            "received | received on | date received | received date | lab received"
        ),
    ),
    Field(
        "reported_on",
        "Reported",
        Kind.DATE,
        synonyms=split_words(
            "reported | reported on | report date | date reported | result date | resulted"
            " | date resulted | reported date"
        ),
    ),
)
