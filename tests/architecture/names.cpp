// One name, one type: definitions are told by their line, as clang-format lays it out.
#include "tests/architecture/names.h"

#include <cctype>
#include <optional>
#include <sstream>

namespace talweg::architecture {
namespace {

/// The name in "class Name {", "struct Name final : Base {", "enum class Name {"; nothing for other lines,
/// declarations and nested types (which are indented or qualified).
std::optional<std::string> defined_type(std::string_view line) {
    for (const std::string_view keyword : {"enum class ", "class ", "struct ", "enum "}) {
        if (!line.starts_with(keyword)) continue;
        const std::string_view rest = line.substr(keyword.size());
        std::size_t length = 0;
        while (length < rest.size() &&
               (std::isalnum(static_cast<unsigned char>(rest[length])) != 0 || rest[length] == '_')) {
            ++length;
        }
        const std::string_view after = rest.substr(length);
        const bool body = after.starts_with(" {") || after.starts_with(" : ") || after.starts_with(" final");
        if (length == 0 || !body) return std::nullopt;
        return std::string(rest.substr(0, length));
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> TypeNames::add(std::string_view path, std::string_view text) {
    std::vector<std::string> faults;
    std::istringstream lines{std::string(text)};
    std::string line;
    bool unnamed = false;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line == "namespace {") unnamed = true;
        if (line == "}  // namespace") unnamed = false;
        const std::optional<std::string> name = unnamed ? std::nullopt : defined_type(line);
        if (!name) continue;
        const std::string place = std::string(path) + ":" + std::to_string(number);
        const auto [other, fresh] = places_.emplace(*name, place);
        if (!fresh) faults.push_back(place + ": " + *name + " is also defined in " + other->second);
    }
    return faults;
}

}  // namespace talweg::architecture
