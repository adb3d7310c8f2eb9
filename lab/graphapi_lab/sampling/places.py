"""Where the people of the sample organisation work: time zones, languages, days of the working week."""

from graphapi_lab.sampling.model import Place

PLACES: tuple[Place, ...] = (
    Place("Europe/Berlin", 22, "german", {"de": 0.85, "en": 0.96, "tr": 0.06, "fr": 0.08}),
    Place("Europe/London", 14, "english", {"en": 1.0, "fr": 0.06, "ur": 0.04}),
    Place("America/New_York", 11, "english", {"en": 1.0, "es": 0.12}),
    Place("Asia/Kolkata", 11, "indian", {"en": 0.98, "hi": 0.7, "ta": 0.2}),
    Place("Europe/Madrid", 6, "spanish", {"es": 0.95, "en": 0.9, "ca": 0.15}),
    Place("Europe/Warsaw", 6, "polish", {"pl": 0.95, "en": 0.95, "uk": 0.08}),
    Place("America/Sao_Paulo", 6, "portuguese", {"pt-BR": 0.98, "en": 0.85, "es": 0.2}),
    Place("Africa/Nairobi", 4, "east african", {"en": 0.99, "sw": 0.9}),
    Place("America/Los_Angeles", 4, "english", {"en": 1.0, "es": 0.15, "zh": 0.06}),
    Place("Asia/Tokyo", 3, "japanese", {"ja": 0.99, "en": 0.8}),
    Place("Australia/Sydney", 3, "english", {"en": 1.0, "zh": 0.07}),
    Place("Africa/Lagos", 3, "west african", {"en": 1.0, "yo": 0.35, "ig": 0.2}),
    Place("America/Mexico_City", 2, "spanish", {"es": 0.99, "en": 0.85}),
    Place("Africa/Cairo", 2, "arabic", {"ar": 0.98, "en": 0.9, "fr": 0.08}, (7, 1, 2, 3, 4)),
    Place("Asia/Kathmandu", 2, "nepali", {"ne": 0.97, "en": 0.95, "hi": 0.4}, (7, 1, 2, 3, 4, 5)),
    Place("Asia/Shanghai", 2, "chinese", {"zh": 0.99, "en": 0.85}),
    Place("Pacific/Auckland", 1, "pacific", {"en": 1.0, "mi": 0.12}),
    Place("America/St_Johns", 1, "english", {"en": 1.0, "fr": 0.15}),
)

# A handful of people, and a zone whose clocks change by half an hour.
REMOTE_ISLAND = Place("Australia/Lord_Howe", 1, "english", {"en": 1.0})
REMOTE_ISLAND_RATE = 0.002
