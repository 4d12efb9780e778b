// SPDX-License-Identifier: Apache-2.0
//
// The bare minimum: writes the rows of a finished Nightshift store into an empty file again, and does nothing else.
// It knows every row and every sum before its clock starts. README.md says what is in it and what is not.
//
//   rows SOURCE.sqlite TARGET.sqlite UNITS_A_COMMIT receipts|everything [unfollowed]
//
// `receipts` times the receipts alone and writes all else beforehand; `everything` times every row.
// `unfollowed` leaves out what Nightshift writes behind the receipts: the seals and the hourly totals.
// Prints one JSON object.

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what, sqlite3 *database) {
    fprintf(stderr, "rows: %s: %s\n", what, database ? sqlite3_errmsg(database) : "");
    exit(1);
}

static void *grown(void *old, size_t bytes) {
    void *new = realloc(old, bytes ? bytes : 1);
    if (!new) die("out of memory", NULL);
    return new;
}

static sqlite3_stmt *prepared(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) die(sql, database);
    return statement;
}

static void execute(sqlite3 *database, const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) die(sql, database);
}

// ---- Rows in memory ----

typedef struct {
    const void *bytes;  // NULL for integers and nulls
    int64_t number;     // the integer, or the length of the bytes
    int type;
} Value;

// One statement to run with its values, and the unit (the command) that it belongs to.
typedef struct {
    uint32_t unit;
    uint16_t statement;
    uint16_t count;
    uint64_t values;  // place in `pool`
} Step;

static Value *pool;
static size_t pool_count, pool_room;
static Step *steps;
static size_t step_count, step_room;

static Value *room_for(int count) {
    if (pool_count + count > pool_room) {
        pool_room = (pool_room + count) * 2;
        pool = grown(pool, pool_room * sizeof(Value));
    }
    Value *values = pool + pool_count;
    pool_count += count;
    return values;
}

static void add_step(uint32_t unit, int statement, int count, size_t values) {
    if (step_count == step_room) {
        step_room = step_room ? step_room * 2 : 1 << 16;
        steps = grown(steps, step_room * sizeof(Step));
    }
    steps[step_count++] = (Step){unit, (uint16_t)statement, (uint16_t)count, values};
}

static Value integer(int64_t number) { return (Value){NULL, number, SQLITE_INTEGER}; }

static Value copied(sqlite3_stmt *row, int column) {
    int type = sqlite3_column_type(row, column);
    if (type == SQLITE_INTEGER) return integer(sqlite3_column_int64(row, column));
    if (type == SQLITE_NULL) return (Value){NULL, 0, SQLITE_NULL};
    const void *bytes = type == SQLITE_TEXT ? (const void *)sqlite3_column_text(row, column) : sqlite3_column_blob(row, column);
    int length = sqlite3_column_bytes(row, column);
    char *copy = grown(NULL, length);
    if (length) memcpy(copy, bytes, length);
    return (Value){copy, length, type};
}

// ---- Which command a row belongs to ----

typedef struct { int64_t key; uint32_t unit; } Owner;

static Owner *facts, *documents;  // first fact of each command; document or receipt to command
static size_t fact_count, document_count, document_room;
static unsigned char *is_receipt;  // by unit
static uint32_t unit_count = 1;    // unit zero holds what belongs to no command with a fact

static int by_key(const void *a, const void *b) {
    int64_t left = ((const Owner *)a)->key, right = ((const Owner *)b)->key;
    return (left > right) - (left < right);
}

static uint32_t unit_of_fact(int64_t sequence) {
    size_t low = 0, high = fact_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (facts[middle].key <= sequence) low = middle + 1; else high = middle;
    }
    return low == 0 ? 0 : facts[low - 1].unit;
}

static uint32_t unit_of_document(int64_t document) {
    Owner wanted = {document, 0};
    Owner *found = bsearch(&wanted, documents, document_count, sizeof(Owner), by_key);
    return found ? found->unit : 0;
}

static void note_document(int64_t document, uint32_t unit) {
    if (document_count == document_room) {
        document_room = document_room ? document_room * 2 : 1 << 12;
        documents = grown(documents, document_room * sizeof(Owner));
    }
    documents[document_count++] = (Owner){document, unit};
}

static void load_units(sqlite3 *source) {
    sqlite3_stmt *row = prepared(source, "select first_fact, name = 'complete-sale' from command_log where first_fact is not null order by first_fact");
    size_t room = 0;
    while (sqlite3_step(row) == SQLITE_ROW) {
        if (fact_count == room) {
            room = room ? room * 2 : 1 << 12;
            facts = grown(facts, room * sizeof(Owner));
            is_receipt = grown(is_receipt, room + 1);
        }
        is_receipt[0] = 0;
        is_receipt[unit_count] = (unsigned char)sqlite3_column_int(row, 1);
        facts[fact_count++] = (Owner){sqlite3_column_int64(row, 0), unit_count++};
    }
    sqlite3_finalize(row);
    if (fact_count == 0) die("the source holds no commands", NULL);
    // A sale's fact begins with its receipt's key.
    const char *head = "{\"receipt\":\"";
    row = prepared(source, "select sequence, body from fact_log where name = 'SaleCompleted'");
    while (sqlite3_step(row) == SQLITE_ROW) {
        const char *body = sqlite3_column_blob(row, 1);
        if (!body || memcmp(body, head, strlen(head)) != 0) die("a sale's fact does not begin with its receipt", NULL);
        note_document(strtoll(body + strlen(head), NULL, 10), unit_of_fact(sqlite3_column_int64(row, 0)));
    }
    sqlite3_finalize(row);
    row = prepared(source, "select document_id, min(entry_id) from accounting_entry where kind = 'stock' and document_id not in (select receipt_id from sales_receipt) group by document_id");
    while (sqlite3_step(row) == SQLITE_ROW) note_document(sqlite3_column_int64(row, 0), unit_of_fact(sqlite3_column_int64(row, 1)));
    sqlite3_finalize(row);
    qsort(documents, document_count, sizeof(Owner), by_key);
}

// ---- Running totals: changes, later summed per commit ----

#define KEYS 8
typedef struct {
    uint32_t unit;
    int total;
    int64_t key[KEYS];
    int64_t amount[2];
} Change;

typedef struct { const char *table, *columns, *conflict, *set; int keys; } Total;

static const Total totals[] = {
    {"accounting_balance", "day, site_id, account_id, department_id, currency, channel, project_id, campaign_id, debit, credit",
     "day, site_id, account_id, department_id, currency, channel, project_id, campaign_id",
     "debit = accounting_balance.debit + excluded.debit, credit = accounting_balance.credit + excluded.credit", 8},
    {"accounting_total", "account_id, currency, day, debit, credit", "account_id, currency, day",
     "debit = accounting_total.debit + excluded.debit, credit = accounting_total.credit + excluded.credit", 3},
    {"sales_drawer", "site_id, till_id, session_id, currency, cash, receipts", "site_id, till_id, session_id, currency",
     "cash = sales_drawer.cash + excluded.cash, receipts = sales_drawer.receipts + excluded.receipts", 4},
    {"sales_hour", "site_id, day, hour, currency, net, receipts", "site_id, day, hour, currency",
     "net = sales_hour.net + excluded.net, receipts = sales_hour.receipts + excluded.receipts", 4},
    {"sales_tax_day", "jurisdiction_id, tax_class, tax_rate, site_id, day, currency, base, amount",
     "jurisdiction_id, tax_class, tax_rate, site_id, day, currency",
     "base = sales_tax_day.base + excluded.base, amount = sales_tax_day.amount + excluded.amount", 6},
    {"sales_tender_total", "kind, site_id, day, currency, amount, receipts", "kind, site_id, day, currency",
     "amount = sales_tender_total.amount + excluded.amount, receipts = sales_tender_total.receipts + excluded.receipts", 4},
};
enum { BALANCE, TOTAL, DRAWER, HOUR, TAX, TENDER, TOTALS };

static Change *changes;
static size_t change_count, change_room;

static void change(uint32_t unit, int total, const int64_t *key, int64_t first, int64_t second) {
    if (change_count == change_room) {
        change_room = change_room ? change_room * 2 : 1 << 16;
        changes = grown(changes, change_room * sizeof(Change));
    }
    Change *new = &changes[change_count++];
    memset(new, 0, sizeof *new);
    new->unit = unit;
    new->total = total;
    memcpy(new->key, key, totals[total].keys * sizeof(int64_t));
    new->amount[0] = first;
    new->amount[1] = second;
}

static void load_changes(sqlite3 *source, int follows) {
    sqlite3_stmt *row = prepared(source,
        "select e.entry_id, e.day, p.site_id, p.account_id, p.department_id, e.currency, p.channel, p.project_id, p.campaign_id, p.amount"
        "  from accounting_posting p join accounting_entry e on e.entry_id = p.entry_id");
    while (sqlite3_step(row) == SQLITE_ROW) {
        uint32_t unit = unit_of_fact(sqlite3_column_int64(row, 0));
        int64_t key[KEYS];
        for (int column = 0; column < KEYS; column++) key[column] = sqlite3_column_int64(row, column + 1);
        int64_t amount = sqlite3_column_int64(row, 9), debit = amount > 0 ? amount : 0, credit = amount < 0 ? -amount : 0;
        change(unit, BALANCE, key, debit, credit);
        int64_t narrow[] = {key[2], key[4], key[0]};
        change(unit, TOTAL, narrow, debit, credit);
    }
    sqlite3_finalize(row);
    // One session a till: what our benchmark and the import make.
    row = prepared(source,
        "select r.receipt_id, r.site_id, r.till_id, r.day, r.currency, r.occurred_at, r.list - r.discount, r.voids is null,"
        "       (select min(d.session_id) from sales_drawer d where d.site_id = r.site_id and d.till_id = r.till_id),"
        "       (select coalesce(sum(t.amount), 0) from sales_tender t where t.receipt_id = r.receipt_id and t.kind = 'cash')"
        "  from sales_receipt r");
    while (sqlite3_step(row) == SQLITE_ROW) {
        uint32_t unit = unit_of_document(sqlite3_column_int64(row, 0));
        int64_t site = sqlite3_column_int64(row, 1), day = sqlite3_column_int64(row, 3), currency = sqlite3_column_int64(row, 4);
        int64_t drawer[] = {site, sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 8), currency};
        change(unit, DRAWER, drawer, sqlite3_column_int64(row, 9), 1);
        time_t seconds = (time_t)(sqlite3_column_int64(row, 5) / 1000000);
        struct tm wall;
        localtime_r(&seconds, &wall);
        int64_t hour[] = {site, day, wall.tm_hour, currency};
        if (follows) change(unit, HOUR, hour, sqlite3_column_int64(row, 6), sqlite3_column_int(row, 7) ? 1 : -1);
    }
    sqlite3_finalize(row);
    row = prepared(source,
        "select t.receipt_id, t.jurisdiction_id, t.tax_class, t.tax_rate, r.site_id, r.day, r.currency, t.base, t.amount"
        "  from sales_receipt_tax t join sales_receipt r on r.receipt_id = t.receipt_id");
    while (sqlite3_step(row) == SQLITE_ROW) {
        int64_t key[6];
        for (int column = 0; column < 6; column++) key[column] = sqlite3_column_int64(row, column + 1);
        change(unit_of_document(sqlite3_column_int64(row, 0)), TAX, key, sqlite3_column_int64(row, 7), sqlite3_column_int64(row, 8));
    }
    sqlite3_finalize(row);
    row = prepared(source,
        "select t.receipt_id, case t.kind when 'cash' then 1 when 'card' then 2 when 'giftCard' then 3 when 'storeCredit' then 4"
        "       when 'makerCoupon' then 5 when 'deposit' then 6 else 7 end, r.site_id, r.day, r.currency, t.amount"
        "  from sales_tender t join sales_receipt r on r.receipt_id = t.receipt_id");
    while (sqlite3_step(row) == SQLITE_ROW) {
        int64_t key[] = {sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4)};
        change(unit_of_document(sqlite3_column_int64(row, 0)), TENDER, key, sqlite3_column_int64(row, 5), 1);
    }
    sqlite3_finalize(row);
}

// ---- The statements of the target ----

static sqlite3_stmt *statements[128];
static int statement_count;

static int statement(sqlite3 *target, const char *sql) {
    if (statement_count == 128) die("more than 128 tables", NULL);
    statements[statement_count] = prepared(target, sql);
    return statement_count++;
}

static int insert_into(sqlite3 *target, const char *table, int columns) {
    char sql[1024];
    int length = snprintf(sql, sizeof sql, "insert into %s values (?", table);
    for (int column = 1; column < columns; column++) length += snprintf(sql + length, sizeof sql - length, ", ?");
    snprintf(sql + length, sizeof sql - length, ")");
    return statement(target, sql);
}

static int total_statements[TOTALS];

static void prepare_totals(sqlite3 *target) {
    for (int total = 0; total < TOTALS; total++) {
        const Total *t = &totals[total];
        char sql[2048];
        snprintf(sql, sizeof sql, "insert into %s (%s) values (?%s) on conflict (%s) do update set %s", t->table, t->columns,
                 t->keys == 8 ? ", ?, ?, ?, ?, ?, ?, ?, ?, ?" : t->keys == 3 ? ", ?, ?, ?, ?" : ", ?, ?, ?, ?, ?", t->conflict, t->set);
        total_statements[total] = statement(target, sql);
    }
}

// ---- Loading ----

typedef struct { const char *table, *column; int is_document; } Ownership;

// In the order in which Nightshift writes them within one command.
static const Ownership owned[] = {
    {"sales_receipt", "receipt_id", 1}, {"sales_line", "receipt_id", 1}, {"sales_discount", "receipt_id", 1},
    {"sales_receipt_tax", "receipt_id", 1}, {"sales_tender", "receipt_id", 1}, {"fact_log", "sequence", 0},
    {"accounting_entry", "entry_id", 0}, {"accounting_posting", "entry_id", 0}, {"warehouse_receipt", "document_id", 1},
    {"warehouse_move", "document_id", 1}, {"command_log", "first_fact", 0}, {"fact_seal", "sequence", 0},
};
enum { OWNED = sizeof owned / sizeof *owned };

static const Ownership *ownership(const char *table) {
    for (int place = 0; place < OWNED; place++) if (strcmp(owned[place].table, table) == 0) return &owned[place];
    return NULL;
}

static int is_special(const char *table, int follows) {
    for (int total = 0; total < TOTALS; total++) if (strcmp(totals[total].table, table) == 0) return 1;
    if (!follows && (strcmp(table, "fact_seal") == 0 || strcmp(table, "fact_cursor") == 0)) return 1;
    return strcmp(table, "warehouse_stock") == 0;
}

static void load_table(sqlite3 *source, sqlite3 *target, const char *table, const char *order) {
    char sql[1024];
    snprintf(sql, sizeof sql, "select * from %s%s", table, order);
    sqlite3_stmt *row = prepared(source, sql);
    int columns = sqlite3_column_count(row), key = -1;
    const Ownership *owner = ownership(table);
    for (int column = 0; column < columns && owner; column++)
        if (strcmp(sqlite3_column_name(row, column), owner->column) == 0) key = column;
    int insert = insert_into(target, table, columns);
    while (sqlite3_step(row) == SQLITE_ROW) {
        size_t place = pool_count;
        Value *values = room_for(columns);
        for (int column = 0; column < columns; column++) values[column] = copied(row, column);
        uint32_t unit = 0;
        if (key >= 0 && values[key].type == SQLITE_INTEGER)
            unit = owner->is_document ? unit_of_document(values[key].number) : unit_of_fact(values[key].number);
        add_step(unit, insert, columns, place);
    }
    sqlite3_finalize(row);
}

// Every move with the stock it leaves behind: one upsert a move, consequences (lines from a million) with their move.
static void load_moves(sqlite3 *source, sqlite3 *target) {
    int move = insert_into(target, "warehouse_move", 13);
    int stock = statement(target,
        "insert into warehouse_stock (site_id, product_id, department_id, quantity, value, unit_cost, last_document_id, last_line,"
        " last_moved_at, counted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (site_id, product_id) do update"
        " set quantity = excluded.quantity, value = excluded.value, unit_cost = excluded.unit_cost,"
        " last_document_id = excluded.last_document_id, last_line = excluded.last_line,"
        " last_moved_at = excluded.last_moved_at, counted_at = excluded.counted_at");
    sqlite3_stmt *row = prepared(source,
        "select m.*, s.department_id, s.unit_cost, s.counted_at, s.last_moved_at from warehouse_move m"
        "  join warehouse_stock s on s.site_id = m.site_id and s.product_id = m.product_id"
        " order by m.document_id, m.line % 1000000, m.line");
    Value last[10];
    int64_t document = 0, line = -1;
    uint32_t unit = 0;
    for (;;) {
        int has_row = sqlite3_step(row) == SQLITE_ROW;
        int64_t next_document = has_row ? sqlite3_column_int64(row, 0) : 0, next_line = has_row ? sqlite3_column_int64(row, 1) % 1000000 : -1;
        if (line >= 0 && (next_document != document || next_line != line)) {
            size_t place = pool_count;
            memcpy(room_for(10), last, sizeof last);
            add_step(unit, stock, 10, place);
        }
        if (!has_row) break;
        document = next_document;
        line = next_line;
        unit = unit_of_document(document);
        size_t place = pool_count;
        Value *values = room_for(13);
        for (int column = 0; column < 13; column++) values[column] = copied(row, column);
        add_step(unit, move, 13, place);
        Value after[] = {values[2], values[3], copied(row, 13), values[9], values[10], copied(row, 14),
                         values[0], values[1], copied(row, 16), copied(row, 15)};
        memcpy(last, after, sizeof last);
    }
    sqlite3_finalize(row);
}

static void load(sqlite3 *source, sqlite3 *target, int follows) {
    sqlite3_stmt *table = prepared(source, "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name");
    while (sqlite3_step(table) == SQLITE_ROW) execute(target, (const char *)sqlite3_column_text(table, 1));
    sqlite3_reset(table);
    sqlite3_stmt *index = prepared(source, "select sql from sqlite_master where type = 'index' and sql is not null");
    while (sqlite3_step(index) == SQLITE_ROW) execute(target, (const char *)sqlite3_column_text(index, 0));
    sqlite3_finalize(index);
    while (sqlite3_step(table) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(table, 0);
        if (!is_special(name, follows) && !ownership(name)) load_table(source, target, name, "");
    }
    sqlite3_finalize(table);
    for (int place = 0; place < OWNED; place++) {
        if (is_special(owned[place].table, follows)) continue;
        if (strcmp(owned[place].table, "warehouse_move") == 0) load_moves(source, target);
        else load_table(source, target, owned[place].table, "");
    }
    prepare_totals(target);
    load_changes(source, follows);
}

// ---- Ordering into commits ----

static uint32_t *commit_of_unit;
static uint32_t commit_count;

// Units to commits: what is not timed lies in commit zero.
static void make_commits(int units_a_commit, int receipts_only) {
    commit_of_unit = grown(NULL, unit_count * sizeof(uint32_t));
    uint32_t commit = 0;
    int filled = units_a_commit;
    for (uint32_t unit = 0; unit < unit_count; unit++) {
        if (receipts_only && !is_receipt[unit]) { commit_of_unit[unit] = 0; continue; }
        if (filled == units_a_commit || unit == 1) { commit++; filled = 0; }
        commit_of_unit[unit] = commit;
        filled++;
    }
    commit_count = commit + 1;
}

static int by_commit_and_key(const void *a, const void *b) {
    const Change *left = a, *right = b;
    if (left->unit != right->unit) return left->unit < right->unit ? -1 : 1;
    if (left->total != right->total) return left->total - right->total;
    for (int column = 0; column < KEYS; column++)
        if (left->key[column] != right->key[column]) return left->key[column] < right->key[column] ? -1 : 1;
    return 0;
}

static void sum_totals(void) {
    for (size_t place = 0; place < change_count; place++) changes[place].unit = commit_of_unit[changes[place].unit];
    qsort(changes, change_count, sizeof(Change), by_commit_and_key);
    for (size_t place = 0; place < change_count;) {
        Change sum = changes[place++];
        while (place < change_count && by_commit_and_key(&sum, &changes[place]) == 0) {
            sum.amount[0] += changes[place].amount[0];
            sum.amount[1] += changes[place++].amount[1];
        }
        size_t values = pool_count;
        int keys = totals[sum.total].keys;
        Value *row = room_for(keys + 2);
        for (int column = 0; column < keys; column++) row[column] = integer(sum.key[column]);
        row[keys] = integer(sum.amount[0]);
        row[keys + 1] = integer(sum.amount[1]);
        // Sums come last in their commit: after every unit.
        add_step(unit_count + sum.unit, total_statements[sum.total], keys + 2, values);
    }
}

// A stable sort by commit, then unit; the sums of a commit after its units.
static Step *ordered;
static size_t *commit_start;

static void order_steps(void) {
    size_t places = (size_t)unit_count + commit_count;
    size_t *start = calloc(places + 1, sizeof(size_t));
    uint32_t *rank = grown(NULL, places * sizeof(uint32_t));  // unit or sum to its place among all
    size_t next = 0;
    commit_start = calloc(commit_count + 1, sizeof(size_t));
    uint32_t *first = calloc(commit_count + 1, sizeof(uint32_t));
    for (uint32_t unit = 0; unit < unit_count; unit++) first[commit_of_unit[unit] + 1]++;
    for (uint32_t commit = 0; commit < commit_count; commit++) first[commit + 1] += first[commit] + 1;
    uint32_t *cursor = grown(NULL, (commit_count + 1) * sizeof(uint32_t));
    memcpy(cursor, first, (commit_count + 1) * sizeof(uint32_t));
    for (uint32_t unit = 0; unit < unit_count; unit++) rank[unit] = cursor[commit_of_unit[unit]]++;
    for (uint32_t commit = 0; commit < commit_count; commit++) rank[unit_count + commit] = first[commit + 1] - 1;
    for (size_t place = 0; place < step_count; place++) start[rank[steps[place].unit] + 1]++;
    for (size_t place = 0; place < places; place++) { next += start[place + 1]; start[place + 1] = next; }
    for (uint32_t commit = 0; commit <= commit_count; commit++)
        commit_start[commit] = commit == commit_count ? step_count : start[first[commit]];
    ordered = grown(NULL, step_count * sizeof(Step));
    for (size_t place = 0; place < step_count; place++) ordered[start[rank[steps[place].unit]]++] = steps[place];
}

// ---- Writing ----

static void write_commit(sqlite3 *target, uint32_t commit) {
    if (commit_start[commit] == commit_start[commit + 1]) return;
    execute(target, "begin immediate");
    for (size_t place = commit_start[commit]; place < commit_start[commit + 1]; place++) {
        const Step *step = &ordered[place];
        sqlite3_stmt *statement = statements[step->statement];
        const Value *values = pool + step->values;
        for (int column = 0; column < step->count; column++) {
            const Value *value = &values[column];
            switch (value->type) {
            case SQLITE_INTEGER: sqlite3_bind_int64(statement, column + 1, value->number); break;
            case SQLITE_TEXT: sqlite3_bind_text(statement, column + 1, value->bytes, (int)value->number, SQLITE_STATIC); break;
            case SQLITE_BLOB: sqlite3_bind_blob(statement, column + 1, value->bytes, (int)value->number, SQLITE_STATIC); break;
            default: sqlite3_bind_null(statement, column + 1);
            }
        }
        if (sqlite3_step(statement) != SQLITE_DONE) die("writing a row", target);
        sqlite3_reset(statement);
    }
    execute(target, "commit");
}

static int64_t microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t processor(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

int main(int count, char **arguments) {
    if (count < 5) die("rows SOURCE TARGET UNITS_A_COMMIT receipts|everything [unfollowed]", NULL);
    int receipts_only = strcmp(arguments[4], "receipts") == 0, follows = count < 6;
    sqlite3 *source, *target;
    if (sqlite3_open_v2(arguments[1], &source, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) die(arguments[1], source);
    unlink(arguments[2]);
    if (sqlite3_open(arguments[2], &target) != SQLITE_OK) die(arguments[2], target);
    execute(target, "pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory;"
                    "pragma cache_size = -65536; pragma wal_autocheckpoint = 20000");
    sqlite3_stmt *zone = prepared(source, "select zone from organisation_site limit 1");
    if (sqlite3_step(zone) == SQLITE_ROW) { setenv("TZ", (const char *)sqlite3_column_text(zone, 0), 1); tzset(); }
    sqlite3_finalize(zone);
    load_units(source);
    load(source, target, follows);
    make_commits(atoi(arguments[3]), receipts_only);
    sum_totals();
    order_steps();
    sqlite3_close(source);
    write_commit(target, 0);
    execute(target, "pragma wal_checkpoint(truncate)");

    int64_t started = microseconds(), used = processor();
    for (uint32_t commit = 1; commit < commit_count; commit++) write_commit(target, commit);
    int64_t elapsed = microseconds() - started;
    used = processor() - used;

    for (int place = 0; place < statement_count; place++) sqlite3_finalize(statements[place]);
    if (sqlite3_close(target) != SQLITE_OK) die("closing", target);
    int64_t receipts = 0;
    for (uint32_t unit = 1; unit < unit_count; unit++) receipts += is_receipt[unit];
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    struct stat file;
    stat(arguments[2], &file);
    printf("{\"receipts\":%lld,\"statements\":%zu,\"commits\":%u,\"microseconds\":%lld,\"processorMicroseconds\":%lld,"
           "\"peakBytes\":%lld,\"fileBytes\":%lld}\n",
           (long long)receipts, step_count - (commit_start[1] - commit_start[0]), commit_count - 1, (long long)elapsed,
           (long long)used, (long long)usage.ru_maxrss * 1024, (long long)file.st_size);
    return 0;
}
