#include "tree.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace crosswalk::house {

Tree read_tree(const std::filesystem::path& root, const std::vector<std::string>& folders) {
  Tree tree;
  for (const auto& folder : folders) {
    if (!std::filesystem::exists(root / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      tree.push_back({entry.path().lexically_relative(root).generic_string(), text.str()});
    }
  }
  std::sort(tree.begin(), tree.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return tree;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> includes;
  int number = 0;
  for (const auto& line : lines_of(file.text)) {
    ++number;
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') continue;
    const auto word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
    const auto open = line.find_first_of("\"<", word);
    if (open == std::string::npos) continue;
    const auto close = line.find(line[open] == '<' ? '>' : '"', open + 1);
    if (close == std::string::npos) continue;
    includes.push_back({number, line[open] == '"', line.substr(open + 1, close - open - 1)});
  }
  return includes;
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool is_header(const SourceFile& file) {
  return ends_with(file.path, ".h");
}

bool is_cpp(const SourceFile& file) {
  return is_header(file) || ends_with(file.path, ".cc");
}

std::string room_of(std::string_view path) {
  constexpr std::string_view core = "core/";
  if (!begins_with(path, core)) return {};
  path.remove_prefix(core.size());
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

std::string at(const SourceFile& file, int line) {
  return file.path + ":" + std::to_string(line) + ": ";
}

std::string text_of(const Findings& findings) {
  std::string text;
  for (const auto& finding : findings) text += finding + "\n";
  return text;
}

}  // namespace crosswalk::house
