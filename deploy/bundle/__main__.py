"""`python -m deploy.bundle`: set the bundler up in this Python's environment."""

from deploy import bundle

if __name__ == "__main__":
    bundle.set_up()
