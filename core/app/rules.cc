// `rules`: the published versions of a pair's rules: their history, their texts, how two of them differ, and
// going back to one.
#include <algorithm>

#include "app/commands.h"
#include "app/going_live.h"
#include "app/opening.h"
#include "app/rule_bench.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "base/line_diff.h"
#include "rules/stored.h"

namespace crosswalk::app {
namespace {

struct Opened {
  Opening opening;
  const config::PairConfig* pair;
};

Result<Opened> open_pair(const Session& session, const std::string& name) {
  auto opening = open_with_store(session);
  if (!opening) return opening.error();
  const auto pair = chosen_pair(opening->workspace, name);
  if (!pair) return pair.error();
  const std::string chosen = (*pair)->name.value;
  Opened opened{std::move(*opening), nullptr};
  opened.pair = opened.opening.workspace.pair(chosen);
  return opened;
}

// A version with its texts, whether it lies in the store or on disk.
struct Version {
  std::string name;  // "3f2a…", of the disk "disk"
  std::vector<rules::RuleFile> texts;
  std::optional<store::PublishedRules> published;
};

// `word`: the first digits of a version, "live", or "disk" for the files as they are.
Result<Version> version_of(store::Store& store, const config::PairConfig& pair, const std::string& word) {
  const std::string& name = pair.name.value;
  if (word == "disk") {
    const auto rules = rules_of(pair);
    if (!rules) return rules.error();
    return Version{"disk", rules::texts_of(**rules), std::nullopt};
  }
  auto found = word == "live" ? store.published_rules(name) : store.rules_of_version(name, word);
  if (!found) return found.error();
  if (!found->has_value())
    return fail(ErrorKind::not_found, word == "live"
                                          ? "no rules were published yet for pair " + name
                                          : "no version " + word + " was ever published for pair " + name +
                                                "; `crosswalk rules history` lists them");
  auto texts = rules::stored_texts((*found)->files);
  if (!texts) return texts.error();
  return Version{(*found)->version, std::move(*texts), std::move(**found)};
}

Json publication_json(const store::PublishedRules& rules) {
  return {{"version", rules.version}, {"published", rules.published.text()},
          {"by", rules.by},           {"cause", rules.cause},
          {"tests", rules.tests},     {"preview", rules.preview}};
}

void print_file(Session& session, const rules::RuleFile& file) {
  if (session.json)
    print(session, {{"name", file.name}, {"text", file.text}});
  else
    session.out << file.text;
}

std::string label(const std::string& file, const Version& version) {
  return file + " (" + version.name + ")";
}

// The union of both versions' files, in order, each with its text on both sides.
template <class Visit>
void each_file(const Version& a, const Version& b, const Visit& visit) {
  auto left = a.texts.begin();
  auto right = b.texts.begin();
  while (left != a.texts.end() || right != b.texts.end()) {
    const bool only_left = right == b.texts.end() || (left != a.texts.end() && left->name < right->name);
    const bool only_right = left == a.texts.end() || (right != b.texts.end() && right->name < left->name);
    visit(only_right ? *right : *left, only_right ? nullptr : &left->text,
          only_left ? nullptr : &right->text);
    if (!only_right) ++left;
    if (!only_left) ++right;
  }
}

}  // namespace

int rules_history(Session& session, const RulesHistoryOptions& options) {
  const auto opened = open_pair(session, options.pair);
  if (!opened) return failed(session, opened.error());
  const auto history = opened->opening.store->rules_history(opened->pair->name.value, options.limit);
  if (!history) return failed(session, history.error());
  if (session.json) {
    Json all = Json::array();
    for (const auto& rules : *history) {
      all.push_back(publication_json(rules));
      all.back()["live"] = all.size() == 1;
    }
    print(session, all);
    return exit_ok;
  }
  if (history->empty()) session.out << "no rules were published yet\n";
  Table table({"", "version", "published", "cause", "by", "tests", "preview"});
  for (const auto& rules : *history)
    table.add({&rules == &history->front() ? "*" : "", " " + rules.version,
               " " + rules.published.text_seconds(), rules.cause, rules.by, " " + rules.tests,
               " " + rules.preview});
  if (!history->empty()) table.print(session.out);
  return exit_ok;
}

int rules_show(Session& session, const RulesShowOptions& options) {
  const auto opened = open_pair(session, options.pair);
  if (!opened) return failed(session, opened.error());
  const auto version = version_of(*opened->opening.store, *opened->pair, options.version);
  if (!version) return failed(session, version.error());
  if (!options.file.empty()) {
    // "tax.lua" is enough for "rules/tax.lua".
    const auto found = std::find_if(version->texts.begin(), version->texts.end(), [&](const auto& file) {
      return file.name == options.file || file.name == opened->pair->rules_shown + options.file;
    });
    if (found == version->texts.end())
      return failed(session, fail(ErrorKind::not_found, "version " + version->name + " has no file " +
                                                            options.file + "; without it they are listed"));
    print_file(session, *found);
    return exit_ok;
  }
  Json files = Json::array();
  Table table({"file", " bytes"});
  for (const auto& file : version->texts) {
    files.push_back({{"name", file.name}, {"bytes", file.text.size()}});
    table.add({file.name, std::to_string(file.text.size())});
  }
  if (session.json) {
    Json json = version->published ? publication_json(*version->published) : Json{{"version", version->name}};
    json["files"] = files;
    print(session, json);
    return exit_ok;
  }
  if (const auto& published = version->published)
    session.out << "version " << published->version << ", published " << published->published.text_seconds()
                << " by " << published->by << " (" << published->cause << ")"
                << (published->tests.empty() ? "" : ", " + published->tests)
                << (published->preview.empty() ? "" : ", " + published->preview) << "\n";
  table.print(session.out);
  return exit_ok;
}

int rules_diff(Session& session, const RulesDiffOptions& options) {
  const auto opened = open_pair(session, options.pair);
  if (!opened) return failed(session, opened.error());
  store::Store& store = *opened->opening.store;
  const auto a = version_of(store, *opened->pair, options.from);
  if (!a) return failed(session, a.error());
  const auto b = version_of(store, *opened->pair, options.to);
  if (!b) return failed(session, b.error());
  Json files = Json::array();
  each_file(*a, *b, [&](const rules::RuleFile& file, const std::string* left, const std::string* right) {
    if (left != nullptr && right != nullptr && *left == *right) return;
    const std::string diff = unified_diff(left != nullptr ? *left : "", right != nullptr ? *right : "",
                                          left != nullptr ? label(file.name, *a) : "/dev/null",
                                          right != nullptr ? label(file.name, *b) : "/dev/null");
    const char* change = left == nullptr ? "added" : right == nullptr ? "removed" : "changed";
    files.push_back({{"name", file.name}, {"change", change}, {"diff", diff}});
    if (!session.json) session.out << diff;
  });
  if (session.json)
    print(session, {{"from", a->name}, {"to", b->name}, {"files", files}});
  else if (files.empty())
    session.out << "no file differs\n";
  return exit_ok;
}

int rules_rollback(Session& session, const RulesRollbackOptions& options) {
  const auto opened = open_pair(session, options.pair);
  if (!opened) return failed(session, opened.error());
  const std::string& name = opened->pair->name.value;
  store::Store& store = *opened->opening.store;
  progress(session, name + ": testing version " + options.version);
  const auto bench = RuleBench::make(*opened->pair, session.clock);
  if (!bench) return failed(session, bench.error());
  const auto outcome = flow::Reload(rule_home_of(*opened->pair), store, session.clock, &(*bench)->workbench())
                           .roll_back(options.version);
  end_progress(session);
  if (!outcome) return failed(session, outcome.error());
  Json all = Json::object();
  const auto told = tell_outcome(session, store, name, *outcome, options.timeout, all);
  if (!told) return failed(session, told.error());
  const auto disk = rules_of(*opened->pair);
  const bool differs = !disk || (*disk)->version() != outcome->version;
  all[name]["disk_differs"] = differs;
  if (session.json)
    print(session, all);
  else if (*told == exit_ok && differs)
    session.out << "  the files in " << opened->pair->rules_shown
                << " are as they were; they stay out until they change again or you say `crosswalk reload`\n";
  return *told;
}

}  // namespace crosswalk::app
