// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// The engine's own tables, which tell the processes on one database apart.
///
/// `store_turn` holds one row: whoever writes locks it until the commit, so that facts are numbered in the order of
/// their commits, as on an engine with one writer; it says who wrote last, and how often settings were changed.
/// `store_process` holds a row for each node; a process keeps its own locked while it writes, and renews it while it
/// lives, so that a row whose time ran out is free. `written` counts its transactions: a process whose commit was not
/// answered finds there whether it was kept.
enum ProcessLease {
    /// What tells a process from every other, dead or alive.
    struct Holder: Sendable {
        let node: Int64
        let session: Int64
    }

    static let script = """
        create table if not exists store_turn (one boolean primary key check (one), writer bigint not null);
        insert into store_turn values (true, 0) on conflict do nothing;
        do $$ begin
          if not exists (select from pg_attribute where attrelid = 'store_turn'::regclass and attname = 'settings') then
            alter table store_turn add column settings bigint not null default 0;
          end if;
        end $$;
        create table if not exists store_process (
          node bigint primary key, session bigint not null, until timestamptz not null);
        insert into store_process select node, 0, '-infinity' from generate_series(0, 63) node on conflict do nothing;
        create sequence if not exists store_session as bigint;
        do $$ begin
          if not exists (select from information_schema.columns where table_schema = current_schema()
                          and table_name = 'store_process' and column_name = 'written') then
            alter table store_process add column written bigint not null default 0;
          end if;
        end $$;
        """

    /// Takes the first node that nobody holds.
    ///
    /// - Throws: `StoreFault.busy` when 64 processes are at work.
    static func take(_ connection: PostgresConnection) throws -> Holder {
        var holder: Holder?
        try connection.ask(
            """
            update store_process
               set session = nextval('store_session'), until = clock_timestamp() + interval '2 minutes', written = 0
             where node = (select node from store_process
                            where until < clock_timestamp()
                            order by node
                            limit 1
                              for update skip locked)
            returning node, session
            """
        ) {
            holder = Holder(node: $0.integer(0), session: $0.integer(1))
            return false
        }
        guard let holder else { throw StoreFault.busy("64 processes use this database already") }
        return holder
    }

    /// Tells the others that this process lives; well before the two minutes are over.
    static func renew(_ holder: Holder, _ connection: PostgresConnection) throws {
        try connection.run(
            """
            update store_process
               set until = clock_timestamp() + interval '2 minutes'
             where node = \(holder.node) and session = \(holder.session)
            """)
    }

    static func giveBack(_ holder: Holder, _ connection: PostgresConnection) throws {
        try connection.run(
            "update store_process set until = '-infinity' where node = \(holder.node) and session = \(holder.session)")
    }
}
