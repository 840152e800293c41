-- A broad walk through SQLite for real_programs.mjs: its answers are compared between builds, so nothing here may depend
-- on time, on addresses or on random numbers.
PRAGMA page_size = 1024;
PRAGMA journal_mode = memory;
CREATE TABLE item(id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL, stock INT CHECK(stock >= 0), note BLOB, UNIQUE(name));
CREATE INDEX item_price ON item(price DESC, stock);
CREATE INDEX item_cheap ON item(stock) WHERE price < 50;
CREATE INDEX item_expression ON item(length(name) * 2);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
INSERT INTO item SELECT i, 'item ' || i, round(i * 37 % 1009 / 7.0, 3), i * 31 % 97, CASE WHEN i % 5 = 0 THEN zeroblob(i % 7) END FROM n;
SELECT count(*), sum(price), avg(stock), min(name), max(price), total(stock), count(note), mean_square(price) FROM item;
SELECT id, name, price FROM item WHERE price > 140 ORDER BY price DESC, id LIMIT 7 OFFSET 3;
SELECT stock, count(*), group_concat(id, ',') FROM item WHERE id <= 300 GROUP BY stock HAVING count(*) > 3 ORDER BY stock DESC LIMIT 5;
SELECT name FROM item WHERE name LIKE '%9_9' ORDER BY name COLLATE by_length LIMIT 4;
SELECT name FROM item WHERE name GLOB 'item [1-3]?' AND id NOT IN (SELECT id FROM item WHERE stock > 30) ORDER BY 1;
EXPLAIN QUERY PLAN SELECT * FROM item WHERE price BETWEEN 10 AND 20 AND stock = 5;
INSERT INTO item(name, stock) VALUES('item 1', 3);
INSERT INTO item(name, stock) VALUES('bad', -1);
INSERT OR REPLACE INTO item(id, name, stock) VALUES(2001, 'item 7', 3);
INSERT INTO item(id, name, stock) VALUES(2001, 'again', 1) ON CONFLICT(id) DO UPDATE SET stock = stock + excluded.stock, price = 1.25;
SELECT * FROM item WHERE id IN (7, 2001);
CREATE TABLE sale(item INTEGER REFERENCES item(id) ON DELETE CASCADE, day TEXT, amount INT, PRIMARY KEY(item, day)) WITHOUT ROWID;
CREATE TABLE log(what TEXT, n INT);
CREATE TRIGGER sold AFTER INSERT ON sale WHEN new.amount > 2 BEGIN
  UPDATE item SET stock = max(0, stock - new.amount) WHERE id = new.item;
  INSERT INTO log VALUES('sold ' || new.item, new.amount);
END;
CREATE VIEW seller AS SELECT i.name AS name, sum(s.amount) AS total FROM item i JOIN sale s ON s.item = i.id GROUP BY i.id;
PRAGMA foreign_keys = ON;
WITH RECURSIVE d(i) AS (VALUES(0) UNION ALL SELECT i + 1 FROM d WHERE i < 400)
INSERT INTO sale SELECT 10 + i % 40, date('2020-01-01', '+' || (i * 3) || ' days'), i % 6 FROM d;
SELECT * FROM seller ORDER BY total DESC, name LIMIT 5;
SELECT what, n FROM log ORDER BY rowid LIMIT 3;
DELETE FROM item WHERE id = 12;
SELECT count(*) FROM sale;
INSERT INTO sale VALUES(99999, '2020-01-01', 1);
SELECT i.id, s.day FROM item i LEFT JOIN sale s ON s.item = i.id AND s.amount = 5 WHERE i.id BETWEEN 8 AND 14 ORDER BY 1, 2 LIMIT 9;
SELECT day, amount, sum(amount) OVER (ORDER BY day ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), row_number() OVER w, rank() OVER w,
       lag(amount, 1, -1) OVER w, first_value(day) OVER w, ntile(3) OVER w, percent_rank() OVER w
  FROM sale WHERE item = 10 WINDOW w AS (PARTITION BY item ORDER BY amount DESC, day) ORDER BY day;
SELECT item, json_group_array(amount), json_group_object(day, amount) FROM sale WHERE item < 12 GROUP BY item;
SELECT json_extract('{"a":[1,2.5,{"b":"c"}],"d":null}', '$.a[2].b'), json_type('[1.5]', '$[0]'), json_set('{"x":1}', '$.y', json('[1,2]')), json_valid('{');
SELECT key, value, type, path FROM json_tree('{"a":[1,true],"b":{"c":"d"}}') WHERE atom IS NOT NULL;
SELECT '{"a":5}' ->> 'a', '[3,4]' -> 1, json_patch('{"a":1,"b":2}', '{"b":null,"c":3}');
WITH RECURSIVE fib(a, b, n) AS (SELECT 0, 1, 1 UNION ALL SELECT b, a + b, n + 1 FROM fib WHERE n < 90) SELECT max(a), sum(a % 1000) FROM fib;
WITH RECURSIVE x(r, i, cr, ci, n, row, col) AS (
  SELECT 0.0, 0.0, -2.0 + 0.1 * c.v, -1.0 + 0.2 * r.v, 0, r.v, c.v
    FROM (WITH RECURSIVE t(v) AS (VALUES(0) UNION ALL SELECT v + 1 FROM t WHERE v < 29) SELECT v FROM t) c,
         (WITH RECURSIVE t(v) AS (VALUES(0) UNION ALL SELECT v + 1 FROM t WHERE v < 10) SELECT v FROM t) r
  UNION ALL SELECT r * r - i * i + cr, 2 * r * i + ci, cr, ci, n + 1, row, col FROM x WHERE r * r + i * i < 4 AND n < 28)
SELECT row, group_concat(substr(' .+*#', 1 + min(depth / 7, 4), 1), '') FROM (SELECT row, col, max(n) AS depth FROM x GROUP BY row, col ORDER BY row, col) GROUP BY row;
WITH RECURSIVE board(ind, s) AS (
  SELECT instr(p, '.'), p FROM (SELECT '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79' AS p)
  UNION ALL SELECT instr(substr(s, 1, ind - 1) || z || substr(s, ind + 1), '.'), substr(s, 1, ind - 1) || z || substr(s, ind + 1)
    FROM board, (SELECT '1' AS z UNION SELECT '2' UNION SELECT '3' UNION SELECT '4' UNION SELECT '5' UNION SELECT '6' UNION SELECT '7' UNION SELECT '8' UNION SELECT '9') AS zz
   WHERE ind > 0 AND NOT EXISTS (SELECT 1 FROM (WITH RECURSIVE l(lp) AS (VALUES(1) UNION ALL SELECT lp + 1 FROM l WHERE lp < 9) SELECT lp FROM l)
     WHERE z = substr(s, ((ind - 1) / 9) * 9 + lp, 1) OR z = substr(s, ((ind - 1) % 9) + (lp - 1) * 9 + 1, 1)
        OR z = substr(s, (((ind - 1) / 3) % 3) * 3 + ((ind - 1) / 27) * 27 + lp + ((lp - 1) / 3) * 6, 1)))
SELECT s FROM board WHERE ind = 0;
SELECT printf('%5.2f|%-8s|%08d|%x|%,d|%e|%g|%q|%Q', 3.14159, 'left', 42, 255, 1234567, 12345.678, 1e-7, 'it''s', 'it''s');
SELECT abs(-5), round(2.567, 2), round(-0.5), 7 / 2, -7 / 2, 7 % -3, 7.0 / 2, 1e308 * 10, 1 << 62, ~5, 5 & 6 | 8, 9223372036854775807 + 1, -9223372036854775808;
SELECT sqrt(2), pow(2, 0.5), sin(1), cos(1), atan2(1, 2), ln(10), log(2, 8), exp(1), ceil(1.2), floor(-1.2), trunc(-1.7), mod(7.5, 2), degrees(pi());
SELECT typeof(1), typeof(1.0), typeof('1'), typeof(x'01'), typeof(NULL), CAST('12abc' AS INT), CAST(3.9 AS INT), CAST(5 AS TEXT), CAST('1e3' AS REAL), '10' + 5;
SELECT upper('abc'), lower('ABC'), trim('  x '), ltrim('xxa', 'x'), replace('banana', 'an', 'AN'), substr('hello', -3, 2), instr('hello', 'l'), hex('abc'), unhex('414243'), quote(x'00ff'), unicode('é'), char(955, 8364), length('naïve');
SELECT date('2024-02-29', '+1 year'), time('12:34:56', '-90 minutes'), strftime('%Y-%m-%d %H:%M:%S %j %w %s %f', '2023-07-04 05:06:07.089'), julianday('2000-01-01 12:00'), datetime(1700000000, 'unixepoch'), date('2023-01-31', 'start of month', '+1 month', '-1 day', 'weekday 0');
SELECT NULL IS NULL, NULL = NULL, 1 IS NOT 2, coalesce(NULL, 5), ifnull(NULL, 'x'), nullif(3, 3), iif(1, 'y', 'n'), 'a' < 'B', 'a' < 'B' COLLATE NOCASE, 5 BETWEEN 1 AND 9, x'01' < 'a', 1 < 'a';
SELECT 1 UNION SELECT 2 UNION ALL SELECT 1 INTERSECT SELECT 1 EXCEPT SELECT 5 ORDER BY 1;
SELECT * FROM (VALUES (3, 'c'), (1, 'a'), (2, 'b')) ORDER BY 1 DESC;
CREATE TABLE tree(id INT, parent INT);
INSERT INTO tree VALUES (1, NULL), (2, 1), (3, 1), (4, 2), (5, 4), (6, 3);
WITH RECURSIVE down(id, depth, path) AS (SELECT id, 0, '/' || id FROM tree WHERE parent IS NULL UNION ALL SELECT t.id, depth + 1, path || '/' || t.id FROM tree t JOIN down ON t.parent = down.id ORDER BY 2 DESC) SELECT * FROM down;
CREATE TABLE made(a INT, b INT GENERATED ALWAYS AS (a * 2) VIRTUAL, c TEXT AS (a || '-' || b) STORED) STRICT;
INSERT INTO made(a) VALUES (1), (2), (3) RETURNING a, b, c;
INSERT INTO made(a) VALUES ('x');
UPDATE made SET a = a * 10 WHERE b > 2 RETURNING *;
BEGIN; DELETE FROM item WHERE id > 100; SELECT count(*) FROM item; SAVEPOINT s; DELETE FROM item; SELECT count(*) FROM item; ROLLBACK TO s; SELECT count(*) FROM item; ROLLBACK; SELECT count(*) FROM item;
ALTER TABLE item ADD COLUMN colour TEXT DEFAULT 'red';
ALTER TABLE item RENAME COLUMN note TO remark;
ALTER TABLE log RENAME TO journal;
ALTER TABLE made DROP COLUMN c;
SELECT colour, count(*), typeof(remark) FROM item GROUP BY 1, 3 ORDER BY 3;
UPDATE item SET colour = CASE id % 3 WHEN 0 THEN 'green' WHEN 1 THEN 'blue' ELSE colour END FROM (SELECT 5 AS k) WHERE item.stock > k;
SELECT colour, count(*), sum(price) FROM item GROUP BY colour ORDER BY 2 DESC;
CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize = 'porter');
INSERT INTO words VALUES('one', 'the quick brown fox jumps over the lazy dog'), ('two', 'compilers compiling compiled compilations'), ('three', 'a fox and a compiler meet a dog');
SELECT title, highlight(words, 1, '[', ']') FROM words WHERE words MATCH 'compile' ORDER BY title;
SELECT title, round(bm25(words), 6) FROM words WHERE words MATCH 'fox AND dog' ORDER BY rank, title;
SELECT title FROM words WHERE words MATCH 'body : "lazy dog" OR jump*' ORDER BY 1;
CREATE VIRTUAL TABLE area USING rtree(id, x0, x1, y0, y1);
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499) INSERT INTO area SELECT i, i % 25, i % 25 + 1.5, i / 25, i / 25 + 0.5 FROM n;
SELECT count(*), sum(id) FROM area WHERE x0 < 10 AND x1 > 8 AND y0 BETWEEN 3 AND 7;
CREATE TEMP TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, i * 7919 % 20011 AS k, printf('%05d', i * 104729 % 99991) AS t FROM n;
CREATE INDEX temp.big_k ON big(k);
SELECT count(DISTINCT t), sum(k), max(t) FROM big;
SELECT a.i, b.i FROM big a JOIN big b ON a.k = b.k + 1 AND a.i < b.i WHERE a.k % 4000 = 0 ORDER BY a.k LIMIT 6;
SELECT k / 5000, count(*), min(t), max(t) FROM big GROUP BY 1 ORDER BY 1;
DELETE FROM big WHERE i % 3 = 0;
SELECT count(*), sum(i) FROM big;
ANALYZE;
SELECT tbl, idx, stat FROM sqlite_stat1 WHERE tbl = 'item' ORDER BY 2;
VACUUM;
REINDEX;
PRAGMA integrity_check;
PRAGMA foreign_key_check;
PRAGMA table_info(item);
SELECT type, name, tbl_name FROM sqlite_schema ORDER BY 1, 2;
SELECT missing FROM nowhere;
SELEC 1;
SELECT 'unterminated
