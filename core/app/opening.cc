#include "app/opening.h"

#include <cstdlib>
#include <fstream>

namespace crosswalk::app {

Result<config::Workspace> open_workspace(const Session& session) {
  auto workspace = config::load_workspace(session.workspace);
  if (workspace) log::set_level(workspace->log);
  return workspace;
}

Result<Opening> open_with_store(const Session& session) {
  auto workspace = open_workspace(session);
  if (!workspace) return workspace.error();
  auto store = store::open_store("sqlite:" + workspace->store.value.string());
  if (!store) return store.error();
  return Opening{std::move(*workspace), std::move(*store)};
}

Result<std::unique_ptr<store::Store>> store_if_there(const config::Workspace& workspace) {
  std::error_code none;
  if (!std::filesystem::exists(workspace.store.value, none)) return std::unique_ptr<store::Store>();
  return store::open_store("sqlite:" + workspace.store.value.string());
}

Result<std::vector<const config::PairConfig*>> chosen_pairs(const config::Workspace& workspace,
                                                            const std::vector<std::string>& names) {
  std::vector<const config::PairConfig*> pairs;
  std::string known;
  for (const auto& pair : workspace.pairs) {
    known += (known.empty() ? "" : ", ") + pair.name.value;
    if (names.empty()) pairs.push_back(&pair);
  }
  for (const auto& name : names) {
    const auto* pair = workspace.pair(name);
    if (pair == nullptr)
      return fail(ErrorKind::config, "there is no pair " + name + "; crosswalk.yaml has " + known);
    pairs.push_back(pair);
  }
  return pairs;
}

Result<const config::PairConfig*> chosen_pair(const config::Workspace& workspace, const std::string& name) {
  if (name.empty() && workspace.pairs.size() > 1)
    return fail(ErrorKind::config, "crosswalk.yaml has several pairs; say which with --pair");
  const auto pairs = chosen_pairs(workspace, name.empty() ? std::vector<std::string>{} : std::vector{name});
  if (!pairs) return pairs.error();
  return pairs->front();
}

// In blocks, because only a plain file says how long it is.
Result<std::string> read_input(Session& session, const std::string& name, std::size_t longest) {
  constexpr std::size_t block = std::size_t{1} << 16;
  const std::string shown = name == "-" ? "standard input" : name;
  std::error_code none;
  if (name != "-" && std::filesystem::is_directory(name, none))
    return fail(ErrorKind::config, "this is a directory; name a file", shown);
  std::ifstream file;
  if (name != "-") file.open(name, std::ios::binary);
  std::istream& in = name == "-" ? session.in : file;
  if (!in) return fail(ErrorKind::config, "the file cannot be read", shown);
  std::string text;
  while (in) {
    const std::size_t had = text.size();
    text.resize(had + block);
    in.read(text.data() + had, static_cast<std::streamsize>(block));
    text.resize(had + static_cast<std::size_t>(in.gcount()));
    if (text.size() > longest)
      return fail(ErrorKind::config, "this is longer than " + std::to_string(longest >> 10) + " KiB", shown);
  }
  if (in.bad()) return fail(ErrorKind::config, "it cannot be read to its end", shown);
  return text;
}

std::filesystem::path home() {
  const char* set = std::getenv("CROSSWALK_HOME");
  return set != nullptr ? set : CROSSWALK_HOME_DIRECTORY;
}

}  // namespace crosswalk::app
