// SPDX-License-Identifier: Apache-2.0
//
// The bare minimum on PostgreSQL: writes the rows of a finished Nightshift database into an empty one again, and does
// nothing else. It knows every row and every sum before its clock starts. README.md says what is in it and what is not.
//
//   rows_postgres SOURCE TARGET CONNECTIONS receipts
//   rows_postgres SOURCE TARGET UNITS_A_COMMIT everything
//
// SOURCE and TARGET are addresses; TARGET holds the tables of SOURCE without rows. `receipts` writes all else beforehand
// and then times the receipts: each in a commit of its own, with one insert of several rows for each table, over so many
// connections; the sums of as many receipts as there are connections go out together over one connection more.
// `everything` times every row of everything by COPY, and the sums of each commit, over one connection.
// Prints one JSON object.

#include <arpa/inet.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static void die(const char *what, PGconn *connection) {
    fprintf(stderr, "rows_postgres: %s: %s\n", what, connection ? PQerrorMessage(connection) : "");
    exit(1);
}

static void *grown(void *old, size_t bytes) {
    void *new = realloc(old, bytes ? bytes : 1);
    if (!new) die("out of memory", NULL);
    return new;
}

static PGconn *opened(const char *address) {
    PGconn *connection = PQconnectdb(address);
    if (PQstatus(connection) != CONNECTION_OK) die(address, connection);
    return connection;
}

static void execute(PGconn *connection, const char *sql) {
    PGresult *result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK) die(sql, connection);
    PQclear(result);
}

static PGresult *asked(PGconn *connection, const char *sql) {
    PGresult *result = PQexecParams(connection, sql, 0, NULL, NULL, NULL, NULL, 1);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) die(sql, connection);
    return result;
}

static int64_t number(PGresult *rows, int row, int column) {
    const unsigned char *bytes = (const unsigned char *)PQgetvalue(rows, row, column);
    int64_t value = 0;
    for (int place = 0; place < 8; place++) value = value << 8 | bytes[place];
    return value;
}

// ---- Tables, and where the rows of each unit and group lie ----

typedef struct {
    const char *name;
    const char *key;      // the column that says which command a row belongs to; NULL when none does
    int is_document;      // whether that is a document, or a fact
    int columns;
    char *casts[24];
    PGresult *rows;       // ordered by unit: column 0 the unit, then the table's own
    int *first_of_unit;   // by unit, one more than there are
} Table;

// In the order in which Nightshift writes them within one command.
static Table tables[64] = {
    {"sales_receipt", "receipt_id", 1}, {"sales_line", "receipt_id", 1}, {"sales_line_tax", "receipt_id", 1},
    {"sales_discount", "receipt_id", 1}, {"sales_receipt_tax", "receipt_id", 1}, {"sales_tender", "receipt_id", 1},
    {"fact_log", "sequence", 0}, {"accounting_entry", "entry_id", 0}, {"accounting_posting", "entry_id", 0},
    {"warehouse_receipt", "document_id", 1}, {"warehouse_move", "document_id", 1}, {"command_log", "first_fact", 0},
    {"fact_seal", "sequence", 0},
};
static int table_count = 13;

// A total of a group: arrays of its columns, in the order of its key.
typedef struct {
    const char *name;
    int keys, amounts;
    const char *columns, *conflict, *set;
    const char *source;   // rows of `unit` (the group), keys, amounts
    PGresult *groups;     // column 0 the group, then an array for each column
    int *row_of_group;    // by group; -1 when it has none
} Total;

#define ADDS(table, one, two) one " = " table "." one " + excluded." one ", " two " = " table "." two " + excluded." two
#define DOCUMENT_GROUP "coalesce((select d.grp from bench_document d where d.document_id = r.receipt_id), 0)"

static Total totals[] = {
    {"accounting_balance", 8, 2, "day, site_id, account_id, department_id, currency, channel, project_id, campaign_id, debit, credit",
     "day, site_id, account_id, department_id, currency, channel, project_id, campaign_id", ADDS("accounting_balance", "debit", "credit"),
     "select f.grp, e.day, p.site_id, p.account_id, p.department_id, e.currency, p.channel, p.project_id, p.campaign_id,"
     "       greatest(p.amount, 0), greatest(-p.amount, 0)"
     "  from accounting_posting p join accounting_entry e on e.entry_id = p.entry_id join bench_fact f on f.sequence = e.entry_id"},
    {"accounting_total", 3, 2, "account_id, currency, day, debit, credit",
     "account_id, currency, day", ADDS("accounting_total", "debit", "credit"),
     "select f.grp, p.account_id, e.currency, e.day, greatest(p.amount, 0), greatest(-p.amount, 0)"
     "  from accounting_posting p join accounting_entry e on e.entry_id = p.entry_id join bench_fact f on f.sequence = e.entry_id"},
    // One session a till: what our benchmark and the import make.
    {"sales_drawer", 4, 2, "site_id, till_id, session_id, currency, cash, receipts",
     "site_id, till_id, session_id, currency", ADDS("sales_drawer", "cash", "receipts"),
     "select " DOCUMENT_GROUP ", r.site_id, r.till_id, s.session_id, r.currency,"
     "       coalesce((select sum(t.amount) from sales_tender t where t.receipt_id = r.receipt_id and t.kind = 'cash'), 0), 1"
     "  from sales_receipt r join (select site_id, till_id, min(session_id) session_id from sales_drawer group by 1, 2) s"
     "    on s.site_id = r.site_id and s.till_id = r.till_id"},
    {"sales_hour", 4, 2, "site_id, day, hour, currency, net, receipts",
     "site_id, day, hour, currency", ADDS("sales_hour", "net", "receipts"),
     "select " DOCUMENT_GROUP ", r.site_id, r.day,"
     "       cast(extract(hour from to_timestamp(r.occurred_at / 1000000) at time zone (select min(zone) from organisation_site)) as bigint),"
     "       r.currency, r.list - r.discount, case when r.voids is null then 1 else -1 end from sales_receipt r"},
    {"sales_tax_day", 6, 2, "jurisdiction_id, tax_class, tax_rate, site_id, day, currency, base, amount",
     "jurisdiction_id, tax_class, tax_rate, site_id, day, currency", ADDS("sales_tax_day", "base", "amount"),
     "select " DOCUMENT_GROUP ", t.jurisdiction_id, t.tax_class, t.tax_rate, r.site_id, r.day, r.currency, t.base, t.amount"
     "  from sales_receipt_tax t join sales_receipt r on r.receipt_id = t.receipt_id"},
    {"sales_tender_total", 4, 2, "kind, site_id, day, currency, amount, receipts",
     "kind, site_id, day, currency", ADDS("sales_tender_total", "amount", "receipts"),
     "select " DOCUMENT_GROUP ", case t.kind when 'cash' then 1 when 'card' then 2 when 'giftCard' then 3 when 'storeCredit' then 4"
     "       when 'makerCoupon' then 5 when 'deposit' then 6 else 7 end, r.site_id, r.day, r.currency, t.amount, 1"
     "  from sales_tender t join sales_receipt r on r.receipt_id = t.receipt_id"},
    // What an item's last move in the group left behind; consequences (lines from a million) with their move.
    {"warehouse_stock", 2, 8,
     "site_id, product_id, department_id, quantity, value, unit_cost, last_document_id, last_line, last_moved_at, counted_at",
     "site_id, product_id",
     "quantity = excluded.quantity, value = excluded.value, unit_cost = excluded.unit_cost, last_document_id = excluded.last_document_id,"
     "last_line = excluded.last_line, last_moved_at = excluded.last_moved_at, counted_at = excluded.counted_at", NULL},
};
enum { HOUR = 3, STOCK = 6, TOTALS = 7 };

static int is_total(const char *name) {
    for (int total = 0; total < TOTALS; total++) if (strcmp(totals[total].name, name) == 0) return 1;
    return 0;
}

static uint32_t unit_count, group_count;

// Which command every fact and document belongs to, and which commit every command. Unit and group zero hold the rest.
static void find_units(PGconn *source, int receipts_only, int units_a_group) {
    char sql[2048];
    execute(source, "set jit = off; set work_mem = '256MB'");
    snprintf(sql, sizeof sql,
        "create temp table bench_unit as select first_fact, %s as unit from command_log where first_fact is not null",
        receipts_only ? "case when name = 'complete-sale' then row_number() over (partition by name = 'complete-sale' order by first_fact) else 0 end"
                      : "row_number() over (order by first_fact)");
    execute(source, sql);
    snprintf(sql, sizeof sql,
        "create temp table bench_fact as"
        " select l.sequence, coalesce(u.unit, 0) unit, case when u.unit > 0 then (u.unit - 1) / %d + 1 else 0 end grp"
        "   from (select sequence, max(first_fact) over (order by sequence) head"
        "           from fact_log left join bench_unit on first_fact = sequence) l"
        "   left join bench_unit u on u.first_fact = l.head", units_a_group);
    execute(source, sql);
    execute(source, "alter table bench_fact add primary key (sequence); analyze bench_fact");
    // A sale's fact begins with its receipt's key.
    execute(source,
        "create temp table bench_document as"
        " select cast(substring(convert_from(l.body, 'UTF8') from '^{\"receipt\":\"([0-9]+)\"') as bigint) document_id, f.unit, f.grp"
        "   from fact_log l join bench_fact f on f.sequence = l.sequence where l.name = 'SaleCompleted'"
        " union all"
        " select e.document_id, f.unit, f.grp from (select document_id, min(entry_id) entry_id from accounting_entry"
        "   where kind = 'stock' and document_id not in (select receipt_id from sales_receipt) group by document_id) e"
        "   join bench_fact f on f.sequence = e.entry_id");
    execute(source, "alter table bench_document add primary key (document_id); analyze bench_document");
    PGresult *counts = asked(source, "select coalesce(max(unit), 0)::bigint, coalesce(max(grp), 0)::bigint from bench_fact");
    unit_count = (uint32_t)number(counts, 0, 0) + 1;
    group_count = (uint32_t)number(counts, 0, 1) + 1;
    PQclear(counts);
    if (unit_count < 2) die("the source holds no commands", NULL);
}

static void list_other_tables(PGconn *source) {
    PGresult *names = PQexec(source,
        "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
        " and table_name not in ('store_turn', 'store_process') order by table_name");
    for (int row = 0; row < PQntuples(names); row++) {
        const char *name = PQgetvalue(names, row, 0);
        int known = is_total(name);
        for (int place = 0; place < table_count && !known; place++) known = strcmp(tables[place].name, name) == 0;
        if (!known) tables[table_count++].name = strdup(name);
    }
    PQclear(names);
}

static void load_table(PGconn *source, Table *table) {
    char sql[2048];
    snprintf(sql, sizeof sql, "select column_name, data_type from information_schema.columns where table_schema = 'public'"
             " and table_name = '%s' order by ordinal_position", table->name);
    PGresult *columns = PQexec(source, sql);
    table->columns = PQntuples(columns);
    for (int column = 0; column < table->columns; column++) table->casts[column] = strdup(PQgetvalue(columns, column, 1));
    PQclear(columns);
    if (table->key)
        snprintf(sql, sizeof sql, "select cast(coalesce(u.unit, 0) as bigint) unit, t.* from %s t left join %s u on u.%s = t.%s order by 1, 2, 3",
                 table->name, table->is_document ? "bench_document" : "bench_fact", table->is_document ? "document_id" : "sequence", table->key);
    else
        snprintf(sql, sizeof sql, "select cast(0 as bigint), t.* from %s t", table->name);
    table->rows = asked(source, sql);
    table->first_of_unit = grown(NULL, (unit_count + 1) * sizeof(int));
    int row = 0, count = PQntuples(table->rows);
    for (uint32_t unit = 0; unit <= unit_count; unit++) {
        while (row < count && number(table->rows, row, 0) < unit) row++;
        table->first_of_unit[unit] = row;
    }
}

static void load_totals(PGconn *source, int follows) {
    execute(source,
        "create temp view bench_stock as"
        " select distinct on (d.grp, m.site_id, m.product_id) d.grp, m.site_id, m.product_id, s.department_id, m.quantity_after quantity,"
        "        m.value_after value, s.unit_cost, m.document_id last_document_id, m.line % 1000000 last_line, s.last_moved_at, s.counted_at"
        "   from warehouse_move m join warehouse_stock s on s.site_id = m.site_id and s.product_id = m.product_id"
        "   join bench_document d on d.document_id = m.document_id"
        "  order by d.grp, m.site_id, m.product_id, m.document_id desc, m.line % 1000000 desc, m.line desc");
    for (int place = 0; place < TOTALS; place++) {
        Total *total = &totals[place];
        if (place == HOUR && !follows) continue;
        char sql[8192], names[1024], *name = names, arrays[2048] = "", order[2048] = "";
        snprintf(names, sizeof names, "%s", total->columns);
        char outer[2048] = "", inner[4096] = "";
        for (int column = 0; column < total->keys + total->amounts; column++) {
            char *end = strstr(name, ", ");
            if (end) *end = 0;
            int is_key = column < total->keys;
            sprintf(arrays + strlen(arrays), ", array_agg(%s order by %s)", name, "ORDER");
            sprintf(outer + strlen(outer), "%s%s", column ? ", " : "", name);
            sprintf(inner + strlen(inner), is_key ? ", cast(%s as bigint) as %s" : ", cast(sum(%s) as bigint) as %s", name, name);
            if (is_key) sprintf(order + strlen(order), "%s%s", column ? ", " : "", name);
            name = end + 2;
        }
        // One array for each column, all in the order of the key.
        char ordered[6144] = "";
        for (char *rest = arrays; *rest;) {
            if (strncmp(rest, "ORDER", 5) == 0) { strcat(ordered, order); rest += 5; }
            else { size_t length = strlen(ordered); ordered[length] = *rest++; ordered[length + 1] = 0; }
        }
        if (total->source)
            snprintf(sql, sizeof sql, "select cast(grp as bigint)%s from (select grp%s from (%s) c(grp, %s) group by grp, %s) g group by 1 order by 1",
                     ordered, inner, total->source, outer, order);
        else
            snprintf(sql, sizeof sql, "select cast(grp as bigint)%s from bench_stock group by 1 order by 1", ordered);
        total->groups = asked(source, sql);
        total->row_of_group = grown(NULL, group_count * sizeof(int));
        for (uint32_t group = 0; group < group_count; group++) total->row_of_group[group] = -1;
        for (int row = 0; row < PQntuples(total->groups); row++) total->row_of_group[number(total->groups, row, 0)] = row;
    }
}

// ---- Writing by COPY ----

typedef struct { char *bytes; size_t count, room; } Buffer;

static void put(Buffer *buffer, const void *bytes, size_t count) {
    if (buffer->count + count > buffer->room) {
        buffer->room = (buffer->room + count) * 2;
        buffer->bytes = grown(buffer->bytes, buffer->room);
    }
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

static void put32(Buffer *buffer, int32_t value) {
    uint32_t bytes = htonl((uint32_t)value);
    put(buffer, &bytes, 4);
}

// The rows of units from `first` up to `end`, as COPY wants them; empty when there are none.
static Buffer copy_of(Table *table, uint32_t first, uint32_t end) {
    Buffer buffer = {0};
    int row = table->first_of_unit[first], last = table->first_of_unit[end];
    if (row == last) return buffer;
    put(&buffer, "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
    for (; row < last; row++) {
        uint16_t columns = htons((uint16_t)table->columns);
        put(&buffer, &columns, 2);
        for (int column = 1; column <= table->columns; column++) {
            if (PQgetisnull(table->rows, row, column)) { put32(&buffer, -1); continue; }
            put32(&buffer, PQgetlength(table->rows, row, column));
            put(&buffer, PQgetvalue(table->rows, row, column), PQgetlength(table->rows, row, column));
        }
    }
    put(&buffer, "\377\377", 2);
    return buffer;
}

static void copy(PGconn *target, const char *table, const Buffer *buffer) {
    if (buffer->count == 0) return;
    char sql[256];
    snprintf(sql, sizeof sql, "copy %s from stdin (format binary)", table);
    PGresult *result = PQexec(target, sql);
    if (PQresultStatus(result) != PGRES_COPY_IN) die(sql, target);
    PQclear(result);
    for (size_t place = 0; place < buffer->count; place += 1 << 16) {
        size_t left = buffer->count - place;
        if (PQputCopyData(target, buffer->bytes + place, (int)(left < 1 << 16 ? left : 1 << 16)) != 1) die(sql, target);
    }
    if (PQputCopyEnd(target, NULL) != 1) die(sql, target);
    result = PQgetResult(target);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) die(sql, target);
    PQclear(result);
    while ((result = PQgetResult(target))) PQclear(result);
}

// ---- Writing over a pipeline ----

static void wait_for(PGconn *target, int count) {
    if (PQpipelineSync(target) != 1) die("sync", target);
    for (int place = 0; place < count; place++) {
        PGresult *result = PQgetResult(target);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) die("writing", target);
        PQclear(result);
        if ((result = PQgetResult(target))) die("more results than statements", target);
    }
    PGresult *result = PQgetResult(target);
    if (PQresultStatus(result) != PGRES_PIPELINE_SYNC) die("sync", target);
    PQclear(result);
}

static int send_plain(PGconn *target, const char *sql) {
    if (PQsendQueryParams(target, sql, 0, NULL, NULL, NULL, NULL, 1) != 1) die(sql, target);
    return 1;
}

static void prepare_totals(PGconn *target) {
    for (int place = 0; place < TOTALS; place++) {
        Total *total = &totals[place];
        if (!total->groups) continue;
        char sql[2048], name[16];
        int length = snprintf(sql, sizeof sql, "insert into %s (%s) select * from unnest(", total->name, total->columns);
        for (int column = 1; column <= total->keys + total->amounts; column++)
            length += snprintf(sql + length, sizeof sql - length, "%s$%d::bigint[]", column > 1 ? ", " : "", column);
        snprintf(sql + length, sizeof sql - length, ") on conflict (%s) do update set %s", total->conflict, total->set);
        snprintf(name, sizeof name, "t%d", place);
        PGresult *result = PQprepare(target, name, sql, 0, NULL);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) die(sql, target);
        PQclear(result);
    }
}

static int send_totals(PGconn *target, uint32_t group) {
    int sent = 0;
    for (int place = 0; place < TOTALS; place++) {
        Total *total = &totals[place];
        if (!total->groups || total->row_of_group[group] < 0) continue;
        const char *values[16];
        int lengths[16], formats[16], count = total->keys + total->amounts;
        for (int column = 0; column < count; column++) {
            values[column] = PQgetvalue(total->groups, total->row_of_group[group], column + 1);
            lengths[column] = PQgetlength(total->groups, total->row_of_group[group], column + 1);
            formats[column] = 1;
        }
        char name[16];
        snprintf(name, sizeof name, "t%d", place);
        if (PQsendQueryPrepared(target, name, count, values, lengths, formats, 1) != 1) die(total->name, target);
        sent++;
    }
    return sent;
}

// ---- Receipts over many connections ----

enum { LONGEST = 64 };  // rows of one insert

typedef struct {
    PGconn *target;
    unsigned char is_prepared[64][LONGEST + 1];
} Writer;

static const char *target_address;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t written = PTHREAD_COND_INITIALIZER;
static uint32_t next_unit = 1;
static uint32_t *left_in_group, group_size;
static int64_t statement_count;

static int send_rows(Writer *writer, int place, int row, int count) {
    Table *table = &tables[place];
    char name[32];
    int sent = 0;
    snprintf(name, sizeof name, "i%d_%d", place, count);
    if (!writer->is_prepared[place][count]) {
        char *sql = grown(NULL, 256 + (size_t)count * table->columns * 32);
        int length = sprintf(sql, "insert into %s values ", table->name), parameter = 1;
        for (int next = 0; next < count; next++) {
            length += sprintf(sql + length, next ? ", (" : "(");
            for (int column = 0; column < table->columns; column++)
                length += sprintf(sql + length, "%s$%d::%s", column ? ", " : "", parameter++, table->casts[column]);
            length += sprintf(sql + length, ")");
        }
        if (PQsendPrepare(writer->target, name, sql, 0, NULL) != 1) die(sql, writer->target);
        free(sql);
        writer->is_prepared[place][count] = 1;
        sent++;
    }
    const char *values[LONGEST * 24];
    int lengths[LONGEST * 24], formats[LONGEST * 24], parameter = 0;
    for (int next = row; next < row + count; next++)
        for (int column = 1; column <= table->columns; column++, parameter++) {
            values[parameter] = PQgetisnull(table->rows, next, column) ? NULL : PQgetvalue(table->rows, next, column);
            lengths[parameter] = PQgetlength(table->rows, next, column);
            formats[parameter] = 1;
        }
    if (PQsendQueryPrepared(writer->target, name, parameter, values, lengths, formats, 1) != 1) die(name, writer->target);
    return sent + 1;
}

static int send_unit(Writer *writer, uint32_t unit) {
    int sent = send_plain(writer->target, "begin");
    for (int place = 0; place < table_count; place++) {
        int row = tables[place].first_of_unit[unit], end = tables[place].first_of_unit[unit + 1];
        for (int count; row < end; row += count) {
            count = end - row < LONGEST ? end - row : LONGEST;
            sent += send_rows(writer, place, row, count);
        }
    }
    return sent + send_plain(writer->target, "commit");
}

static void *write_receipts(void *argument) {
    Writer *writer = argument;
    int64_t statements = 0;
    for (;;) {
        pthread_mutex_lock(&lock);
        uint32_t unit = next_unit < unit_count ? next_unit++ : 0;
        pthread_mutex_unlock(&lock);
        if (!unit) break;
        int sent = send_unit(writer, unit);
        wait_for(writer->target, sent);
        statements += sent;
        pthread_mutex_lock(&lock);
        if (--left_in_group[(unit - 1) / group_size + 1] == 0) pthread_cond_signal(&written);
        pthread_mutex_unlock(&lock);
    }
    pthread_mutex_lock(&lock);
    statement_count += statements;
    pthread_mutex_unlock(&lock);
    return NULL;
}

// The sums of each group, once its receipts are there, in the order of the groups.
static void *write_totals(void *argument) {
    Writer *writer = argument;
    int64_t statements = 0;
    for (uint32_t group = 1; group < group_count; group++) {
        pthread_mutex_lock(&lock);
        while (left_in_group[group] > 0) pthread_cond_wait(&written, &lock);
        pthread_mutex_unlock(&lock);
        int sent = send_plain(writer->target, "begin");
        sent += send_totals(writer->target, group);
        sent += send_plain(writer->target, "commit");
        wait_for(writer->target, sent);
        statements += sent;
    }
    pthread_mutex_lock(&lock);
    statement_count += statements;
    pthread_mutex_unlock(&lock);
    return NULL;
}

static Writer *writer_of(void) {
    Writer *writer = calloc(1, sizeof *writer);
    writer->target = opened(target_address);
    return writer;
}

// ---- Clocks ----

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

// ---- The two measurements ----

static int64_t time_receipts(int connections) {
    PGconn *target = opened(target_address);
    for (int place = 0; place < table_count; place++) {
        Buffer buffer = copy_of(&tables[place], 0, 1);
        copy(target, tables[place].name, &buffer);
        free(buffer.bytes);
    }
    prepare_totals(target);
    PQenterPipelineMode(target);
    wait_for(target, send_totals(target, 0));
    PQfinish(target);

    left_in_group = calloc(group_count + 1, sizeof(uint32_t));
    group_size = (uint32_t)connections;
    for (uint32_t unit = 1; unit < unit_count; unit++) left_in_group[(unit - 1) / group_size + 1]++;
    Writer **writers = calloc((size_t)connections + 1, sizeof *writers);
    pthread_t *threads = calloc((size_t)connections + 1, sizeof *threads);
    for (int place = 0; place <= connections; place++) {
        writers[place] = writer_of();
        if (place == connections) prepare_totals(writers[place]->target);
        PQenterPipelineMode(writers[place]->target);
    }
    int64_t started = microseconds();
    for (int place = 0; place <= connections; place++)
        pthread_create(&threads[place], NULL, place == connections ? write_totals : write_receipts, writers[place]);
    for (int place = 0; place <= connections; place++) pthread_join(threads[place], NULL);
    int64_t elapsed = microseconds() - started;
    for (int place = 0; place <= connections; place++) PQfinish(writers[place]->target);
    return elapsed;
}

static int64_t time_everything(int units_a_commit) {
    Buffer *buffers = calloc((size_t)group_count * (size_t)table_count, sizeof *buffers);
    for (int place = 0; place < table_count; place++) {
        for (uint32_t group = 0; group < group_count; group++) {
            uint32_t first = group ? (group - 1) * (uint32_t)units_a_commit + 1 : 0;
            uint32_t end = group ? first + (uint32_t)units_a_commit : 1;
            buffers[(size_t)group * (size_t)table_count + (size_t)place] = copy_of(&tables[place], first, end < unit_count ? end : unit_count);
        }
        PQclear(tables[place].rows);
    }
    PGconn *target = opened(target_address);
    prepare_totals(target);
    int64_t started = microseconds();
    for (uint32_t group = 0; group < group_count; group++) {
        execute(target, "begin");
        for (int place = 0; place < table_count; place++) {
            const Buffer *buffer = &buffers[(size_t)group * (size_t)table_count + (size_t)place];
            copy(target, tables[place].name, buffer);
            statement_count += buffer->count > 0;
        }
        PQenterPipelineMode(target);
        int sent = send_totals(target, group);
        wait_for(target, sent);
        statement_count += sent;
        PQexitPipelineMode(target);
        execute(target, "commit");
    }
    int64_t elapsed = microseconds() - started;
    PQfinish(target);
    return elapsed;
}

int main(int count, char **arguments) {
    if (count != 5) die("rows_postgres SOURCE TARGET CONNECTIONS|UNITS_A_COMMIT receipts|everything", NULL);
    int size = atoi(arguments[3]), receipts_only = strcmp(arguments[4], "receipts") == 0;
    target_address = arguments[2];
    PGconn *source = opened(arguments[1]);
    find_units(source, receipts_only, size);
    list_other_tables(source);
    // What Nightshift writes behind the receipts is no part of them.
    int unfollowed = receipts_only;
    for (int place = 0; place < table_count; place++) {
        if (unfollowed && (strcmp(tables[place].name, "fact_seal") == 0 || strcmp(tables[place].name, "fact_cursor") == 0)) {
            tables[place--] = tables[--table_count];
            continue;
        }
        load_table(source, &tables[place]);
    }
    load_totals(source, !unfollowed);
    PQfinish(source);
    int64_t used = processor();
    int64_t elapsed = receipts_only ? time_receipts(size) : time_everything(size);
    used = processor() - used;
    printf("{\"units\":%u,\"statements\":%lld,\"groups\":%u,\"microseconds\":%lld,\"processorMicroseconds\":%lld}\n",
           unit_count - 1, (long long)statement_count, group_count - 1, (long long)elapsed, (long long)used);
    return 0;
}
