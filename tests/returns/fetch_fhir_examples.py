"""Fetches real FHIR files for ``test_fhir_examples.py``, which CI runs over all of them.

HL7's own examples of R4 come as the npm package ``hl7.fhir.r4.examples`` (CC0, 19 MB, 188 MB
unpacked); records of made-up patients are made by ``tietai-synthea`` (Apache-2.0, from PyPI),
installed into an environment of its own because it brings half a gigabyte along.

    python tests/returns/fetch_fhir_examples.py FOLDER

puts them into FOLDER/hl7 and FOLDER/synthea and prints the folder, which the tests are told of in
CHRONOLOGY_FHIR_EXAMPLES. What is there already isn't fetched again.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

HL7 = "hl7.fhir.r4.examples@4.0.1"
SYNTHEA = "tietai-synthea==1.5.0"
PATIENTS, SEED, TODAY = "8", "20240101", "20240101"


def main() -> int:
    """Fetch what isn't there; 0 where all of it is in the end."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("folder", type=Path)
    words.add_argument("--without-synthea", action="store_true", help="only HL7's own examples")
    given = words.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    fetch_hl7(given.folder / "hl7")
    if not given.without_synthea:
        make_patients(given.folder / "synthea")
    print(given.folder.resolve())
    return 0


def fetch_hl7(folder: Path) -> None:
    """HL7's examples, unpacked into a folder."""
    if folder.is_dir():
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch HL7's examples; install Node.js")
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        subprocess.run([npm, "pack", "--silent", HL7], cwd=work, check=True, capture_output=True)
        (archive,) = Path(work).glob("*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(work, filter="data")
        (Path(work) / "package").rename(folder)


def make_patients(folder: Path) -> None:
    """The records of some made-up patients, always the same."""
    if folder.is_dir():
        return
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        venv.create(Path(work) / "env", with_pip=True)
        programs = Path(work) / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        install = [programs / "python", "-m", "pip", "install", "--quiet", SYNTHEA]
        subprocess.run(install, check=True, capture_output=True)
        made = Path(work) / "made"
        make = ["generate", "-p", PATIENTS, "-s", SEED, "--clinician-seed", SEED, "-r", TODAY]
        more = ["--profile", "none", "-o", made]
        subprocess.run([programs / "synthea", *make, *more], check=True, capture_output=True)
        (made / "fhir").rename(folder)


if __name__ == "__main__":
    sys.exit(main())
