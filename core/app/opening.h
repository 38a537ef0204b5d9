// Opening: what most commands begin with: the workspace, its store, and the pairs that are meant.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/session.h"
#include "config/workspace.h"
#include "store/store.h"

namespace crosswalk::app {

struct Opening {
  config::Workspace workspace;
  std::unique_ptr<store::Store> store;
};

// Reads crosswalk.yaml and sets the log level.
Result<config::Workspace> open_workspace(const Session& session);
// The store as well.
Result<Opening> open_with_store(const Session& session);

// Its store where there is one: a workspace that never ran has none, and looking makes none.
Result<std::unique_ptr<store::Store>> store_if_there(const config::Workspace& workspace);

// The pairs of these names, all of them when there are none; an unknown name is an error that lists the
// known.
Result<std::vector<const config::PairConfig*>> chosen_pairs(const config::Workspace& workspace,
                                                            const std::vector<std::string>& names);
// The pair of that name; without a name the only one.
Result<const config::PairConfig*> chosen_pair(const config::Workspace& workspace, const std::string& name);

inline constexpr std::size_t longest_input = std::size_t{2} << 30;  // bytes: what is read is kept in memory
// The text of a file or a pipe; "-" is standard input. What is longer than `longest` is refused.
Result<std::string> read_input(Session& session, const std::string& name,
                               std::size_t longest = longest_input);

// Where the program's own files lie: the Lua library and the example rules. The variable CROSSWALK_HOME
// overrides.
std::filesystem::path home();

}  // namespace crosswalk::app
