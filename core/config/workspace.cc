#include "config/workspace.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "config/alert_section.h"
#include "config/listen_section.h"
#include "config/pair_section.h"
#include "config/section.h"

namespace crosswalk::config {
namespace {

constexpr std::uintmax_t largest_file = std::uintmax_t{1} << 20;

Result<std::string> read_text(const std::filesystem::path& path, const std::string& shown) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed)
    return fail(ErrorKind::not_found, shown + " cannot be read (" + failed.message() +
                                          "); `crosswalk init` makes a new workspace, and "
                                          "--workspace names another one");
  if (size > largest_file) return fail(ErrorKind::config, "the file is larger than 1 MiB", shown);
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return fail(ErrorKind::io, "the file cannot be read", shown);
  return text.str();
}

// The parser's own sentence without what it quotes from the file, which might be a secret in the wrong place.
std::string reason_of(const YAML::Exception& error) {
  constexpr std::string_view anchor = "the referenced anchor is not defined";
  if (error.msg.compare(0, anchor.size(), anchor) == 0) return std::string(anchor);
  return error.msg.substr(0, error.msg.find(':'));
}

Result<std::filesystem::path> parse_store(std::string_view text) {
  constexpr std::string_view sqlite = "sqlite:";
  for (const std::string_view scheme : {"postgresql:", "postgres:"})
    if (text.substr(0, scheme.size()) == scheme)
      return fail(ErrorKind::config, "this version stores in SQLite only; write sqlite:crosswalk.db");
  if (text.substr(0, sqlite.size()) != sqlite || text.size() == sqlite.size() || text.back() == '/')
    return fail(ErrorKind::config, "write sqlite: and a file name, such as sqlite:crosswalk.db");
  return std::filesystem::path(text.substr(sqlite.size()));
}

// Their documents are told apart by numbers alone: in one organisation of Xero, in one group of CloudSuite
// under one system code, whatever the accounting entity.
bool share_numbers(const PairConfig& a, const PairConfig& b) {
  if (a.cloudsuite || b.cloudsuite)
    return a.cloudsuite && b.cloudsuite && a.cloudsuite->system.value == b.cloudsuite->system.value &&
           a.cloudsuite->enterprise_group.value == b.cloudsuite->enterprise_group.value &&
           a.cloudsuite->api_url.value == b.cloudsuite->api_url.value;
  // Without an organisation's id it is the one of the custom connection.
  return a.xero.tenant_id.value == b.xero.tenant_id.value && a.xero.api_url.value == b.xero.api_url.value &&
         (!a.xero.tenant_id.value.empty() || a.xero.client_id.value == b.xero.client_id.value);
}

bool same_ledger(const PairConfig& a, const PairConfig& b) {
  return share_numbers(a, b) &&
         (!a.cloudsuite || a.cloudsuite->accounting_entity.value == b.cloudsuite->accounting_entity.value);
}

// Of no pair's numbers does the case of letters matter: CloudSuite's are in capitals in part.
std::string tag_of(const PairConfig& pair) {
  std::string tag = pair.cloudsuite ? pair.cloudsuite->tag.value : pair.xero.tag.value;
  std::transform(tag.begin(), tag.end(), tag.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return tag;
}

// Two pairs that bring the same orders into the same ledger would book every order twice. What two sellers
// or markets bring may have one number all the same: a settlement's is its day's, an accrual's its month's.
void refuse_doubles(const Section& pairs, const std::vector<PairConfig>& configs) {
  for (std::size_t later = 1; later < configs.size(); ++later) {
    for (std::size_t first = 0; first < later; ++first) {
      const PairConfig& a = configs[first];
      const PairConfig& b = configs[later];
      if (a.walmart.client_id.value == b.walmart.client_id.value &&
          a.walmart.base_url.value == b.walmart.base_url.value && same_ledger(a, b))
        pairs.refuse(b.name.value, "it joins the same seller account to the same ledger as the pair " +
                                       a.name.value +
                                       "; every order would be booked twice, so remove one of them");
      else if (share_numbers(a, b) && tag_of(a) == tag_of(b))
        pairs.refuse(b.name.value,
                     "it books into the same ledger as the pair " + a.name.value + " at " +
                         a.name.where.text() +
                         ", and settlements of both would have the same number; give one of them a `tag` of "
                         "its own under `" +
                         (b.cloudsuite ? "cloudsuite" : "xero") + "`");
    }
  }
}

Workspace read_workspace(Reading& reading, const YAML::Node& root, const std::filesystem::path& directory) {
  Workspace workspace;
  workspace.directory = directory;
  const Section top(reading, "", reading.at(root.Mark()), root,
                    {"store", "log", "listen", "alerts", "pairs"});
  const auto store = top.optional("store", std::filesystem::path("crosswalk.db"), parse_store);
  workspace.store = {(directory / store.value).lexically_normal(), store.where};
  workspace.log =
      top.optional("log", workspace.log, [](std::string_view text) { return log::level_named(text); }).value;
  workspace.listen = read_listen(top);
  workspace.alerts = read_alerts(top, directory);
  const Section pairs = top.required_section("pairs", {});
  for (const auto& name : pairs.keys()) workspace.pairs.push_back(read_pair(pairs, name, directory));
  if (workspace.pairs.empty())
    top.refuse("pairs", "there is no pair in it; a pair joins a seller account to a ledger");
  refuse_doubles(pairs, workspace.pairs);
  return workspace;
}

}  // namespace

const PairConfig* Workspace::pair(std::string_view name) const {
  for (const auto& config : pairs)
    if (config.name.value == name) return &config;
  return nullptr;
}

Result<Workspace> load_workspace(const std::filesystem::path& directory) {
  const auto path = directory / workspace_file;
  const std::string shown = path.lexically_normal().string();
  auto text = read_text(path, shown);
  if (!text) return text.error();
  std::error_code failed;
  const auto absolute = std::filesystem::absolute(directory, failed).lexically_normal();
  if (failed)
    return fail(ErrorKind::io, "the folder cannot be found: " + failed.message(), directory.string());
  Reading reading(shown);
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(*text);
    if (documents.empty())
      return fail(ErrorKind::config, "the file is empty; `crosswalk init` writes one", shown + ":1");
    if (documents.size() > 1)
      return fail(ErrorKind::config, "there must be one document in the file; remove the line `---`",
                  reading.at(documents[1].Mark()).text());
    Workspace workspace = read_workspace(reading, documents[0], absolute);
    if (reading.problem()) return *reading.problem();
    return workspace;
  } catch (const YAML::Exception& error) {
    return fail(ErrorKind::config, "this is not valid YAML: " + reason_of(error),
                reading.at(error.mark).text());
  }
}

}  // namespace crosswalk::config
