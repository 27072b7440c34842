"""Logs numbered lines through the handlers of Python's logging that rotate, until standard input ends.

Usage: soak-handlers.py FOLDER; writes FOLDER/py-size/app.log and so on, and says at the end how many
numbers it has written to each: NAME COUNT.
"""
import logging
import logging.handlers
import os
import select
import sys
import time

BURST = 20
PAUSE_SECONDS = 0.004


def handler(name, folder):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "app.log")
    if name == "py-size":
        return logging.handlers.RotatingFileHandler(path, maxBytes=100_000, backupCount=5000)
    if name == "py-time":
        return logging.handlers.TimedRotatingFileHandler(path, when="S", interval=1)
    return logging.handlers.WatchedFileHandler(path)


def main():
    loggers = {}
    for name in ("py-size", "py-time", "py-watched"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(handler(name, os.path.join(sys.argv[1], name)))
        loggers[name] = logger
    logging.raiseExceptions = True
    number = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        for _ in range(BURST):
            for name, logger in loggers.items():
                for _ in range(2 if number % 100 == 0 else 1):
                    logger.info("%s %09d %s", name, number, "x" * (number % 97))
            number += 1
        time.sleep(PAUSE_SECONDS)
    logging.shutdown()
    for name in loggers:
        print(name, number)


main()
