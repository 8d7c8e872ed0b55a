"""``python -m luoshi`` is the command line."""

from luoshi.cli import main

if __name__ == "__main__":
    main(prog_name="luoshi")
