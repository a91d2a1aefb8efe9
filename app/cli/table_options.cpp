// The options that say how a table is read.
#include "app/cli/table_options.h"

#include "app/cli/values.h"
#include "core/data/csv_records.h"
#include "core/train/csv_section.h"
#include "core/train/csv_source.h"

#include <CLI/CLI.hpp>

#include <utility>
#include <vector>

namespace talweg {
namespace {

/// "a,b,\"c, d\"": names as a line of a CSV file has them.
std::vector<std::string> parse_names(const std::string& option, const std::string& text) {
    std::vector<std::string> names;
    if (text.empty()) return names;
    try {
        CsvRecords records(TextDecoder(byte_source(text), CsvEncoding::utf8), {',', '.', '"', '\0', false});
        if (records.next()) names.assign(records.cells().begin(), records.cells().end());
        if (records.next()) throw Error("there is more than one line");
    } catch (const Error& error) {
        throw UsageError(option + ": " + error.what());
    }
    for (const std::string& name : names) {
        if (name.empty()) throw UsageError(option + " has a name with no letters: '" + text + "'");
    }
    return names;
}

char parse_delimiter(const std::string& text) {
    constexpr std::pair<std::string_view, char> kNames[] = {
        {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"\\t", '\t'}, {"bar", '|'}, {"blank", ' '}};
    for (const auto& [name, letter] : kNames) {
        if (text == name) return letter;
    }
    constexpr std::string_view kLetters = ",;\t| :";
    if (text.size() == 1 && kLetters.find(text[0]) != std::string_view::npos) return text[0];
    throw UsageError("--delimiter must be comma, semicolon, tab, bar, blank or the sign itself, not '" +
                     text + "'");
}

char parse_decimal(const std::string& text) {
    if (text == "." || text == "point") return '.';
    if (text == "," || text == "comma") return ',';
    throw UsageError("--decimal must be point or comma, not '" + text + "'");
}

/// A sign that no number and no name is made of, or "none".
char parse_sign(const std::string& option, const std::string& text, const char* expected) {
    if (text == "none") return '\0';
    constexpr std::string_view kSigns = "!\"#$%&'()*/;<=>@[\\]^`{|}~";
    if (text.size() == 1 && kSigns.find(text[0]) != std::string_view::npos) return text[0];
    throw UsageError(option + " must be " + expected + ", not '" + text + "'");
}

char parse_quote(const std::string& text) {
    if (text == "double") return '"';
    if (text == "single") return '\'';
    return parse_sign("--quote", text, "double, single, none or the sign itself");
}

bool parse_header(const std::string& text) {
    if (text == "yes") return true;
    if (text == "no") return false;
    throw UsageError("--header must be yes or no, not '" + text + "'");
}

}  // namespace

void describe_table(CLI::App& app, TypedTable& typed) {
    const auto add = [&](const char* name, std::string& to, const char* help, const char* type) {
        app.add_option(name, to, help)->type_name(type)->group("Of a table");
    };
    add("--target", typed.target, "the column to predict (one called y, target, class, …, else the last)",
        "NAME");
    add("--inputs", typed.inputs, "the columns to learn from (all of numbers)", "A,B,…");
    add("--text", typed.text, "columns of names that look like numbers", "A,B,…");
    add("--missing", typed.missing, "missing cells: refuse, drop, mean or median (refuse)", "WHAT");
    add("--ragged", typed.ragged, "rows of another length: refuse or drop (refuse)", "WHAT");
    add("--delimiter", typed.delimiter, "comma, semicolon, tab, bar or blank (found out)", "SIGN");
    add("--decimal", typed.decimal, "point or comma (found out)", "SIGN");
    add("--header", typed.header, "whether the first row has names: yes or no (found out)", "YES");
    add("--quote", typed.quote, "around cells: double, single, none or the sign (double)", "SIGN");
    add("--comment", typed.comment, "what lines to skip begin with: a sign or none (#)", "SIGN");
    add("--encoding", typed.encoding, "utf-8, utf-16le, utf-16be or latin-1 (found out)", "NAME");
}

CsvChoice table_choice(const TypedTable& typed, const std::string& file) {
    CsvChoice choice;
    const std::pair<const char*, const std::string*> given[] = {
        {"--target", &typed.target},   {"--inputs", &typed.inputs},  {"--text", &typed.text},
        {"--missing", &typed.missing}, {"--ragged", &typed.ragged},  {"--delimiter", &typed.delimiter},
        {"--decimal", &typed.decimal}, {"--header", &typed.header},  {"--encoding", &typed.encoding},
        {"--quote", &typed.quote},     {"--comment", &typed.comment}};
    for (const auto& [name, text] : given) {
        if (text->empty() || (!file.empty() && is_data_file(file))) continue;
        throw UsageError(std::string(name) +
                         " goes with a table (.csv, .tsv, .txt); an experiment says it in its [data]");
    }
    if (!file.empty() && is_data_file(file))
        choice.path = std::filesystem::path(file).lexically_normal().string();
    choice.target = typed.target;
    choice.inputs = parse_names("--inputs", typed.inputs);
    choice.text = parse_names("--text", typed.text);
    try {
        if (!typed.missing.empty()) choice.missing = csv_missing_named(typed.missing);
        if (!typed.ragged.empty()) choice.ragged = csv_ragged_named(typed.ragged);
        if (!typed.encoding.empty()) choice.encoding = csv_encoding_named(typed.encoding);
    } catch (const Error& error) {
        throw UsageError(std::string("--") + error.what());
    }
    if (!typed.delimiter.empty()) choice.delimiter = parse_delimiter(typed.delimiter);
    if (!typed.decimal.empty()) choice.decimal = parse_decimal(typed.decimal);
    if (!typed.header.empty()) choice.header = parse_header(typed.header);
    if (!typed.quote.empty()) choice.quote = parse_quote(typed.quote);
    if (!typed.comment.empty())
        choice.comment = parse_sign("--comment", typed.comment, "a sign such as # or %, or none");
    if (choice.delimiter && choice.delimiter == choice.quote)
        throw UsageError("--quote and --delimiter must not be the same");
    if (choice.delimiter && choice.delimiter == choice.decimal)
        throw UsageError("--decimal and --delimiter must not be the same");
    return choice;
}

}  // namespace talweg
