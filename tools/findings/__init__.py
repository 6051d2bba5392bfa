"""Measures how well the player says what is wrong with a recording, and whom it accuses wrongly.

`measure` runs over the intact recordings of `intact` (made of `voices`, natural recordings and tones by
`kinds` and `processing`) and over the same with the faults of `injected`. `measure_natural` spoils natural
recordings in the ways that files and texts are spoiled. `requirements.txt` names what speaks and codes:

    apt-get install espeak-ng flite festival ffmpeg ..
    python -m venv FOLDER/venv
    FOLDER/venv/bin/pip install -r requirements_audio_player.txt -r tools/findings/requirements.txt
    FOLDER/venv/bin/python -m tools.findings.intact --cache FOLDER --split measure
    python -m tools.findings.measure --cache FOLDER --split measure

What lies in FOLDER is not made again, so that any Python with the player's own requirements measures.

The numbers of the networks that weigh the signs (`holes`, `doubles` and `jumps` of
sambanova/detection/weights.npz) are made of the recordings for fitting, by one command; the same recordings
make the same numbers:

    FOLDER/venv/bin/python -m tools.findings.fit_breaks --cache FOLDER --write
"""
