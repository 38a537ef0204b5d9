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
#include "rules/language/rule_file.h"
#include "rules/language/table.h"

namespace crosswalk::rules {

// All texts that a rule set is made of, each list sorted by name. What the store keeps of it.
struct RuleTexts {
  std::string shown_as;  // the prefix that errors and origins carry: "rules/"
  std::vector<RuleFile> files;
  std::vector<RuleFile> tests;
  std::vector<RuleFile> material;  // of the tests: snapshots and records
  std::vector<RuleFile> library;
};

class Sources {
 public:
  static Result<std::unique_ptr<const Sources>> read(const std::filesystem::path& directory,
                                                     std::string_view shown_as,
                                                     const std::filesystem::path& scripts);
  static Result<std::unique_ptr<const Sources>> of(RuleTexts texts);

  // Rule files and tables, sorted by name, tests apart.
  const std::vector<RuleFile>& files() const { return texts_.files; }
  // The rules' own tests, "account_test.lua".
  const std::vector<RuleFile>& tests() const { return texts_.tests; }
  // What the tests read: snapshots and records, "snapshots/a sale.json". No part of the version.
  const std::vector<RuleFile>& material() const { return texts_.material; }
  const RuleFile* material(std::string_view name) const;
  // The library's files, "scripts/testing.lua".
  const std::vector<RuleFile>& library() const { return texts_.library; }
  const RuleFile* file(std::string_view name) const;
  // As people see it: "rules/tax.lua".
  std::string shown(std::string_view name) const { return texts_.shown_as + std::string(name); }
  const RuleTexts& texts() const { return texts_; }
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
  // What tables have been searched by so far: the table and its key column.
  std::vector<std::pair<const Table*, std::size_t>> searched() const;

 private:
  using IndexKey = std::pair<const Table*, std::pair<std::size_t, TableIndex::Match>>;

  RuleTexts texts_;
  std::map<std::string, Table, std::less<>> tables_;
  mutable std::mutex mutex_;
  mutable std::map<IndexKey, std::unique_ptr<const TableIndex>> indexes_;
};

}  // namespace crosswalk::rules
