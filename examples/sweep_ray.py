"""Runs a sweep of LC Lab on a Ray cluster, or on the cores of this machine.

    pip install -r examples/sweep_ray.txt
    python examples/sweep_ray.py '#lab=tradeoff' --out sweep.jsonl
    python examples/sweep_ray.py '#lab=tradeoff&data=mnist' --out mnist.jsonl --address auto

What it writes are the lines of `headless sweep '<link>' --out FILE`, in the order in which they finish. What the file has
already is not run again. A part of the sweep whose machine goes away is run again elsewhere.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import ray

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Lost(Exception):
    """A part that ended without a word: its process was killed, say."""


def run_part(command, part, parts, done):
    """The lines of one part of the sweep but for the cells `done`, and why there are none, if there is a reason."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "part.jsonl"
        file.write_text("".join(json.dumps({"link": link}) + "\n" for link in done))
        there = file.stat().st_size
        ran = subprocess.run(
            [*command, "--out", str(file), "--shard", f"{part}/{parts}", "--jobs", "1"],
            capture_output=True, text=True, check=False,
        )
        if ran.returncode < 0:
            raise Lost(f"part {part} of {parts} ended by signal {-ran.returncode}")
        words = ran.stderr.splitlines()
        return file.read_bytes()[there:], words[-1] if ran.returncode else None


def finished(out):
    """The links of the whole lines in a file; what comes after them was cut off, and goes."""
    if not out.exists():
        return []
    content = out.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        out.write_bytes(whole)
    return [json.loads(line)["link"] for line in whole.splitlines()]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("link", help="a sweep: a link with lab=tradeoff")
    options.add_argument("--out", type=pathlib.Path, required=True, help="the file to write, or to go on with")
    options.add_argument("--address", help="a cluster's address, or 'auto'; without it, this machine's cores")
    options.add_argument("--headless", default=str(ROOT / "target/release/headless"),
                         help="the program; where there are several machines, at the same path on each")
    options.add_argument("--data", default=str(ROOT / "data"), help="where the MNIST files are, on each machine")
    options.add_argument("--parts", type=int, default=100,
                         help="how many parts the sweep is cut into, at most one per net and seed")
    options.add_argument("--brief", action="store_true", help="only the figures of each cell")
    asked = options.parse_args()

    command = [asked.headless, "sweep", asked.link, "--data", asked.data]
    command += ["--brief"] if asked.brief else []
    done = finished(asked.out)

    ray.init(address=asked.address, include_dashboard=False, log_to_driver=False)
    remote = ray.remote(num_cpus=1, max_retries=3, retry_exceptions=[Lost])(run_part)
    waiting = [remote.remote(command, part, asked.parts, done) for part in range(1, asked.parts + 1)]
    while waiting:
        ready, waiting = ray.wait(waiting)
        lines, wrong = ray.get(ready[0])
        with asked.out.open("ab") as file:
            file.write(lines)
        if wrong:
            sys.exit(wrong)
        print(f"{asked.parts - len(waiting)} of {asked.parts} parts", file=sys.stderr)


if __name__ == "__main__":
    main()
