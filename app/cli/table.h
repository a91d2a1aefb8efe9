// A small table of text in columns that line up.
#pragma once

#include <string>
#include <vector>

namespace talweg {

class TextTable {
  public:
    explicit TextTable(std::vector<std::string> heading) { rows_.push_back(std::move(heading)); }
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    /// Two blanks between columns, no blanks at line ends. Widths count code points of UTF-8.
    std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

/// Code points of UTF-8 text.
std::size_t text_width(const std::string& text);

/// Lines of at most `width` code points, broken at blanks, each but the first after `indent` blanks.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent);

}  // namespace talweg
