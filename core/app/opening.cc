#include "app/opening.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

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

Result<std::string> read_input(Session& session, const std::string& name) {
  if (name == "-") return std::string(std::istreambuf_iterator<char>(session.in), {});
  std::ifstream file(name, std::ios::binary);
  std::string text;
  if (file) {
    file.seekg(0, std::ios::end);
    const auto size = file.tellg();
    if (size >= 0) text.resize(static_cast<std::size_t>(size));
    file.seekg(0);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
  }
  if (!file) return fail(ErrorKind::config, "the file cannot be read", name);
  return text;
}

std::filesystem::path home() {
  const char* set = std::getenv("CROSSWALK_HOME");
  return set != nullptr ? set : CROSSWALK_HOME_DIRECTORY;
}

}  // namespace crosswalk::app
