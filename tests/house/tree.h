// Tree: the repository as a list of paths and texts, so that each check is a function that can be tried on a
// made-up tree as well. A finding is one line for a person: "file:line: what is wrong; what to do".
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::house {

struct SourceFile {
  std::string path;  // relative to the repository: "core/base/money.h"
  std::string text;
};
using Tree = std::vector<SourceFile>;
using Findings = std::vector<std::string>;

struct Include {
  int line = 0;
  bool quoted = false;  // "…" rather than <…>
  std::string target;
};

// Every file under `folders` of `root`, ordered by path.
Tree read_tree(const std::filesystem::path& root, const std::vector<std::string>& folders);

std::vector<std::string> lines_of(std::string_view text);
std::vector<Include> includes_of(const SourceFile& file);
bool begins_with(std::string_view text, std::string_view prefix);
bool ends_with(std::string_view text, std::string_view suffix);
bool is_header(const SourceFile& file);
bool is_cpp(const SourceFile& file);
// "base" of "core/base/money.h"; empty when the file lies in no room of core.
std::string room_of(std::string_view path);
std::string at(const SourceFile& file, int line);
// One a line, for CHECK(text_of(findings) == "").
std::string text_of(const Findings& findings);

}  // namespace crosswalk::house
