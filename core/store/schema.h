// The tables, and how an older database becomes a newer one. Migrations are an ordered list that only ever
// grows at its end; each runs in a transaction of its own with the version it leads to, so a crash between
// two leaves a database that the next start takes further. A database newer than this program is refused, not
// guessed at.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "store/sqlite.h"

namespace crosswalk::store {

// Written into the file's header, so that another program's database is told apart from an empty one: "CWLK".
inline constexpr int application_id = 0x43574c4b;

// Migration n (from 0) leads from version n to version n + 1.
std::span<const std::string_view> migrations();

// Refuses what is not ours or newer than `steps`. Changes nothing.
Result<void> check_ours(Connection& db, std::span<const std::string_view> steps = migrations());

// Brings `db` to the newest version. Several processes may try at once. `kill_point` is called around each
// commit.
Result<void> migrate(Connection& db, std::span<const std::string_view> steps = migrations(),
                     const std::function<void(std::string_view)>& kill_point = {});

}  // namespace crosswalk::store
