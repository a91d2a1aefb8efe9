// The choices about a CSV file in an experiment's [data] table.
#include "core/train/csv_section.h"

#include "core/train/toml_section.h"

#include <array>
#include <iterator>

namespace talweg {
namespace {

constexpr std::string_view kKeys[] = {"path",    "encoding", "delimiter", "decimal", "quote",
                                      "comment", "header",   "inputs",    "target",  "text",
                                      "missing", "ragged",   "checksum"};

constexpr std::array<std::pair<std::string_view, CsvEncoding>, 4> kEncodings = {
    {{"utf-8", CsvEncoding::utf8},
     {"utf-16le", CsvEncoding::utf16_le},
     {"utf-16be", CsvEncoding::utf16_be},
     {"latin-1", CsvEncoding::latin1}}};

constexpr std::array<std::pair<std::string_view, CsvMissing>, 4> kMissing = {
    {{"refuse", CsvMissing::refuse},
     {"drop", CsvMissing::drop},
     {"mean", CsvMissing::mean},
     {"median", CsvMissing::median}}};

constexpr std::array<std::pair<std::string_view, CsvRagged>, 2> kRagged = {
    {{"refuse", CsvRagged::refuse}, {"drop", CsvRagged::drop}}};

template <class Table>
auto value_in(const Table& table, std::string_view given, std::string_view key) {
    std::string words;
    for (const auto& entry : table) {
        if (entry.first == given) return entry.second;
        words += (words.empty() ? "\"" : ", \"") + std::string(entry.first) + "\"";
    }
    throw Error(std::string(key) + " must be one of " + words + ", not \"" + std::string(given) + "\"");
}

template <class Table>
auto one_of(const Section& section, std::string_view key, const Table& table, const std::string& given) {
    return section.at(key, [&] { return value_in(table, given, "'" + std::string(key) + "'"); });
}

template <class Table, class Value>
std::string name_in(const Table& table, Value value) {
    for (const auto& entry : table) {
        if (entry.second == value) return std::string(entry.first);
    }
    return {};
}

/// One character that no number and no name is made of. `none`: an empty text stands for '\0'.
std::optional<char> letter(const Section& section, std::string_view key, bool none) {
    if (section.get(key) == nullptr) return std::nullopt;
    const std::string text = section.text(key, "");
    if (text.empty() && none) return '\0';
    const char c = text.size() == 1 ? text[0] : '\0';
    const auto code = static_cast<unsigned char>(c);
    const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool part = c == '.' || c == '-' || c == '+' || c == '_';
    if (code >= 0x7f || (code < 0x20 && c != '\t') || word || part) {
        section.fail(section.line(key), "'" + std::string(key) + "' must be one character such as " +
                                            (key == "quote"     ? R"('"')"
                                             : key == "comment" ? "\"#\""
                                                                : R"(",", ";" or "\t")") +
                                            (none ? ", or empty for none" : ""));
    }
    return c;
}

std::vector<std::string> names(const Section& section, std::string_view key) {
    std::vector<std::string> result;
    const toml::node* node = section.get(key);
    if (node == nullptr) return result;
    if (!node->is_array()) section.wrong_type(key, *node, "a list of names of columns");
    for (const toml::node& each : *node->as_array()) {
        if (!each.is_string()) section.wrong_type(key, each, "a list of names of columns");
        result.push_back(**each.as_string());
    }
    return result;
}

}  // namespace

std::span<const std::string_view> csv_keys() { return kKeys; }

CsvMissing csv_missing_named(std::string_view name) { return value_in(kMissing, name, "missing"); }
CsvRagged csv_ragged_named(std::string_view name) { return value_in(kRagged, name, "ragged"); }
CsvEncoding csv_encoding_named(std::string_view name) { return value_in(kEncodings, name, "encoding"); }

CsvChoice read_csv_choice(const Section& section) {
    CsvChoice choice;
    if (section.get("path") == nullptr)
        section.fail(section.line(""), "needs 'path', the name of a CSV file");
    choice.path = section.text("path", "");
    if (section.get("encoding") != nullptr)
        choice.encoding = one_of(section, "encoding", kEncodings, section.text("encoding", ""));
    choice.delimiter = letter(section, "delimiter", false);
    if (section.get("decimal") != nullptr) {
        const std::string decimal = section.text("decimal", "");
        if (decimal != "." && decimal != ",")
            section.fail(section.line("decimal"), R"('decimal' must be "." or ",")");
        choice.decimal = decimal[0];
    }
    choice.quote = letter(section, "quote", true);
    choice.comment = letter(section, "comment", true);
    if (choice.delimiter && *choice.delimiter == choice.decimal.value_or('.'))
        section.fail(section.line("decimal"), "'decimal' and 'delimiter' must not be the same");
    if (choice.delimiter && choice.delimiter == choice.quote)
        section.fail(section.line("quote"), "'quote' and 'delimiter' must not be the same");
    if (section.get("header") != nullptr) choice.header = section.flag("header", true);
    choice.inputs = names(section, "inputs");
    choice.target = section.text("target", "");
    choice.text = names(section, "text");
    choice.missing = one_of(section, "missing", kMissing, section.text("missing", "refuse"));
    choice.ragged = one_of(section, "ragged", kRagged, section.text("ragged", "refuse"));
    choice.checksum = section.text("checksum", "");
    return choice;
}

std::vector<CsvKey> csv_choice_keys(const CsvChoice& choice) {
    std::vector<CsvKey> keys;
    const auto text = [&](std::string_view key, std::string value) {
        keys.push_back({key, {std::move(value)}});
    };
    const auto character = [&](std::string_view key, std::optional<char> c) {
        if (c) text(key, *c == '\0' ? std::string() : std::string(1, *c));
    };
    const auto list = [&](std::string_view key, const std::vector<std::string>& values) {
        if (!values.empty()) keys.push_back({key, values, CsvKey::Type::list});
    };
    text("path", choice.path);
    if (choice.encoding) text("encoding", name_in(kEncodings, *choice.encoding));
    character("delimiter", choice.delimiter);
    character("decimal", choice.decimal);
    character("quote", choice.quote);
    character("comment", choice.comment);
    if (choice.header) keys.push_back({"header", {*choice.header ? "true" : "false"}, CsvKey::Type::flag});
    list("inputs", choice.inputs);
    if (!choice.target.empty()) text("target", choice.target);
    list("text", choice.text);
    if (choice.missing != CsvMissing::refuse) text("missing", name_in(kMissing, choice.missing));
    if (choice.ragged != CsvRagged::refuse) text("ragged", name_in(kRagged, choice.ragged));
    if (!choice.checksum.empty()) text("checksum", choice.checksum);
    return keys;
}

}  // namespace talweg
