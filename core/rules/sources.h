// Sources: the texts of one rule set and its tables, read once and shared by every worker. Immutable but for
// the tables' indexes, which are built under a lock when the first state asks for them. Safe from any thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "rules/rule_set.h"
#include "rules/table.h"

namespace crosswalk::rules {

class Sources {
 public:
  static Result<std::unique_ptr<const Sources>> read(const std::filesystem::path& directory,
                                                     std::string_view shown_as,
                                                     const std::filesystem::path& scripts);

  // Rule files and tables, sorted by name, tests apart.
  const std::vector<RuleFile>& files() const { return files_; }
  // The rules' own tests, "account_test.lua".
  const std::vector<RuleFile>& tests() const { return tests_; }
  // The library's files, "scripts/testing.lua".
  const std::vector<RuleFile>& library() const { return library_; }
  const RuleFile* file(std::string_view name) const;
  // As people see it: "rules/tax.lua".
  std::string shown(std::string_view name) const { return shown_as_ + std::string(name); }
  std::string version() const;

  // What `require "name"` reaches: a file of the rule directory, else one of the library. Null when there is
  // none.
  struct Module {
    const RuleFile* file;
    std::string shown;
  };
  Module module(std::string_view name) const;

  // Null when there is no such table.
  const Table* table(std::string_view name) const;
  std::vector<std::string_view> table_names() const;
  Result<const TableIndex*> index(const Table& table, std::size_t column, TableIndex::Match match) const;

 private:
  Result<void> read_directory(const std::filesystem::path& directory);
  Result<void> read_library(const std::filesystem::path& scripts);

  using IndexKey = std::pair<const Table*, std::pair<std::size_t, TableIndex::Match>>;

  std::string shown_as_;
  std::vector<RuleFile> files_;
  std::vector<RuleFile> tests_;
  std::vector<RuleFile> library_;
  std::map<std::string, Table, std::less<>> tables_;
  mutable std::mutex mutex_;
  mutable std::map<IndexKey, std::unique_ptr<const TableIndex>> indexes_;
};

}  // namespace crosswalk::rules
