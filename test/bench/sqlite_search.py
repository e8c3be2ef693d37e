"""Keeps articles in SQLite and answers questions by LIKE and by FTS5, as one line of JSON each.

A line is {"add": [[source, title, summary, author, published], ...]}, oldest first, which has no answer, or
{"ask": [{"words", "source", "until"}, ...], "runs": n}: questions that take turns. Its answer has the ms that each
run took, {"like": [...], "fts": [...]}. The argument is the file of the database.
"""

import json
import sqlite3
import sys
import time

LONGEST_S = 1.5

db = sqlite3.connect(sys.argv[1])
db.executescript(
    """
    CREATE TABLE articles (
      id INTEGER PRIMARY KEY, source TEXT, title TEXT, summary TEXT, author TEXT, published INTEGER);
    CREATE INDEX by_time ON articles (published);
    CREATE INDEX by_source ON articles (source, published);
    CREATE VIRTUAL TABLE words USING fts5 (
      title, summary, author, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
    """
)


def add(rows):
    for row in rows:
        cursor = db.execute(
            "INSERT INTO articles (source, title, summary, author, published) VALUES (?, ?, ?, ?, ?)", row
        )
        db.execute("INSERT INTO words (rowid, title, summary, author) VALUES (?, ?, ?, ?)", (cursor.lastrowid, *row[1:4]))
    db.commit()


def conditions(question):
    clauses, values = ["1"], []
    if question.get("source"):
        clauses.append("source = ?")
        values.append(question["source"])
    if question.get("until"):
        clauses.append("published < ?")
        values.append(question["until"])
    return clauses, values


def like(question):
    clauses, values = conditions(question)
    for word in question["words"]:
        clauses.append("title || ' ' || summary || ' ' || coalesce(author, '') LIKE ?")
        values.append(f"%{word}%")
    return f"SELECT * FROM articles WHERE {' AND '.join(clauses)} ORDER BY published DESC LIMIT 20", values


def fts(question):
    """Ids rise with time here, and rowids are the one order that FTS5 does not sort for."""
    if not question["words"]:
        return like(question)
    clauses, values = conditions(question)
    match = " ".join(f'"{word}"' for word in question["words"])
    return (
        "SELECT articles.* FROM words JOIN articles ON articles.id = words.rowid"
        f" WHERE words MATCH ? AND {' AND '.join(clauses)} ORDER BY words.rowid DESC LIMIT 20",
        [match, *values],
    )


def measure(statements, runs):
    db.execute(*statements[0]).fetchall()
    took, begin = [], time.perf_counter()
    while len(took) < runs and time.perf_counter() - begin < LONGEST_S:
        start = time.perf_counter()
        db.execute(*statements[len(took) % len(statements)]).fetchall()
        took.append((time.perf_counter() - start) * 1000)
    return took


print("ready", flush=True)
for line in sys.stdin:
    message = json.loads(line)
    if "add" in message:
        add(message["add"])
    else:
        answer = {way.__name__: measure([way(each) for each in message["ask"]], message["runs"]) for way in (like, fts)}
        print(json.dumps(answer), flush=True)
