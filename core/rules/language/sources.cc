#include "rules/language/sources.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/crypto.h"

namespace crosswalk::rules {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t max_file_bytes = std::uintmax_t{32} << 20;
constexpr std::string_view library_prefix = "scripts/";

Result<std::string> read_text(const fs::path& path, const std::string& shown) {
  std::error_code error;
  if (const auto size = fs::file_size(path, error); error || size > max_file_bytes)
    return fail(ErrorKind::io,
                error ? "the file cannot be read: " + error.message() : "the file is larger than 32 MiB",
                shown);
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail(ErrorKind::io, "the file cannot be read", shown);
  return std::move(text).str();
}

bool is_material(std::string_view name) {
  return name.ends_with(".json") || name.ends_with(".ndjson") || name.ends_with(".jsonl");
}

bool by_name(const RuleFile& a, const RuleFile& b) {
  return a.name < b.name;
}

Result<void> read_directory(const fs::path& directory, RuleTexts& texts) {
  std::error_code error;
  if (!fs::is_directory(directory, error))
    return fail(ErrorKind::config,
                "the rule directory does not exist; create it or mend `rules:` in crosswalk.yaml",
                directory.string());
  fs::recursive_directory_iterator walk(directory, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    const std::string base = walk->path().filename().string();
    if (base.starts_with('.')) {
      if (walk->is_directory(error)) walk.disable_recursion_pending();
      continue;
    }
    const std::string name = walk->path().lexically_relative(directory).generic_string();
    const bool material = is_material(base);
    if ((!base.ends_with(".lua") && !base.ends_with(".csv") && !material) || !walk->is_regular_file(error))
      continue;
    auto text = read_text(walk->path(), texts.shown_as + name);
    if (!text) return text.error();
    (material                      ? texts.material
     : base.ends_with("_test.lua") ? texts.tests
                                   : texts.files)
        .push_back({name, std::move(*text)});
  }
  if (error)
    return fail(ErrorKind::io, "the rule directory cannot be read: " + error.message(), directory.string());
  std::sort(texts.files.begin(), texts.files.end(), by_name);
  std::sort(texts.tests.begin(), texts.tests.end(), by_name);
  std::sort(texts.material.begin(), texts.material.end(), by_name);
  return {};
}

Result<void> read_library(const fs::path& scripts, std::vector<RuleFile>& library) {
  std::error_code error;
  if (scripts.empty()) return {};
  if (!fs::is_directory(scripts, error))
    return fail(ErrorKind::config, "the folder of the rule library does not exist; reinstall it",
                scripts.string());
  fs::directory_iterator walk(scripts, error);
  for (; !error && walk != fs::directory_iterator(); walk.increment(error)) {
    const std::string base = walk->path().filename().string();
    if (base.starts_with('.') || !base.ends_with(".lua") || !walk->is_regular_file(error)) continue;
    const std::string name = std::string(library_prefix) + base;
    auto text = read_text(walk->path(), name);
    if (!text) return text.error();
    library.push_back({name, std::move(*text)});
  }
  if (error)
    return fail(ErrorKind::io, "the rule library cannot be read: " + error.message(), scripts.string());
  std::sort(library.begin(), library.end(), by_name);
  return {};
}

}  // namespace

Result<std::unique_ptr<const Sources>> Sources::read(const fs::path& directory, std::string_view shown_as,
                                                     const fs::path& scripts) {
  RuleTexts texts;
  texts.shown_as = shown_as;
  if (auto done = read_directory(directory, texts); !done) return done.error();
  if (auto done = read_library(scripts, texts.library); !done) return done.error();
  return of(std::move(texts));
}

Result<std::unique_ptr<const Sources>> Sources::of(RuleTexts texts) {
  auto sources = std::make_unique<Sources>();
  sources->texts_ = std::move(texts);
  for (const auto& file : sources->files()) {
    if (!file.name.ends_with(".csv")) continue;
    auto table = Table::read(file.text, sources->shown(file.name));
    if (!table) return table.error();
    sources->tables_.emplace(file.name, std::move(*table));
  }
  return std::unique_ptr<const Sources>(std::move(sources));
}

const RuleFile* Sources::file(std::string_view name) const {
  for (const auto& file : files())
    if (file.name == name) return &file;
  return nullptr;
}

const RuleFile* Sources::material(std::string_view name) const {
  for (const auto& file : texts_.material)
    if (file.name == name) return &file;
  return nullptr;
}

std::string Sources::version() const {
  // Length before each part, so that no two sets of files read the same. The library belongs to it: it can
  // answer.
  std::string all;
  const auto add = [&all](std::string_view part) {
    all.append(std::to_string(part.size())).append(":").append(part);
  };
  for (const auto* files : {&files(), &library()})
    for (const auto& file : *files) {
      add(file.name);
      add(file.text);
    }
  return sha256(all).substr(0, 12);
}

Sources::Module Sources::module(std::string_view name) const {
  std::string path(name);
  std::replace(path.begin(), path.end(), '.', '/');
  path += ".lua";
  if (const RuleFile* own = file(path); own != nullptr) return {own, shown(path)};
  for (const auto& file : library())
    if (file.name == std::string(library_prefix) + path) return {&file, file.name};
  return {nullptr, {}};
}

const Table* Sources::table(std::string_view name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> Sources::table_names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, table] : tables_) names.push_back(name);
  return names;
}

Result<const TableIndex*> Sources::index(const Table& table, std::size_t column,
                                         TableIndex::Match match) const {
  const std::lock_guard lock(mutex_);
  auto& slot = indexes_[{&table, {column, match}}];
  if (slot == nullptr) {
    auto built = TableIndex::build(table, column, match);
    if (!built) return built.error();
    slot = std::make_unique<const TableIndex>(std::move(*built));
  }
  return slot.get();
}

std::vector<std::pair<const Table*, std::size_t>> Sources::searched() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<const Table*, std::size_t>> found;
  for (const auto& [key, index] : indexes_) found.emplace_back(key.first, key.second.first);
  return found;
}

}  // namespace crosswalk::rules
