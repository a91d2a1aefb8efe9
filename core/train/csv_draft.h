// A CSV file, or text that was pasted, while a person still chooses how to take it.
#pragma once

#include "core/data/csv_survey.h"
#include "core/train/csv_source.h"

#include <memory>
#include <string>
#include <vector>

namespace talweg {

/// The beginning of a table with what is found out about it and what was said instead. Whatever is said, the
/// columns are those that are there now: a name that no column has any more is not used, and comes back with
/// its column. A value: copies share the bytes.
class CsvDraft {
  public:
    enum class Role { none, input, target };

    /// Of a file, beginning with these choices (its checksum plays no part). Throws Error naming the file
    /// where it cannot be read; that it is no table is no Error but trouble().
    explicit CsvDraft(CsvChoice choice);
    /// Of text in UTF-8.
    static CsvDraft of_text(std::string text);

    /// The same of the file as it is now: what was said stays, its beginning is read afresh. Throws Error as
    /// CsvDraft(choice). Pasted text stays as it is.
    void read_again();
    /// Of the file when its beginning was read; of text all 0.
    CsvStamp stamp() const { return stamp_; }

    bool pasted() const { return text_ != nullptr; }
    /// What was pasted.
    const std::string& text() const { return *text_; }
    /// Of the file, or of the text.
    std::uint64_t bytes() const { return bytes_; }

    /// How to take it, with its inputs and target by name; what was not said stays to be found out.
    const CsvChoice& choice() const { return choice_; }
    /// The columns and the first rows; no columns where it is no table.
    const CsvSketch& sketch() const { return sketch_; }
    /// There is no record in it at all: no separator will make it a table.
    bool nothing() const { return nothing_; }
    std::size_t columns() const { return sketch_.columns.size(); }
    Role role(std::size_t column) const { return roles_[column]; }
    std::size_t inputs() const { return choice_.inputs.size(); }
    /// Whether the column is taken as names because it was said, while it looks like numbers.
    bool forced_text(std::size_t column) const { return forced_[column]; }
    /// Why it cannot be taken yet, a whole sentence; empty: it can.
    const std::string& trouble() const { return trouble_; }
    /// Grows whenever the cells are read otherwise: what was counted in them no longer holds.
    std::uint64_t reading() const { return reading_; }

    /// Whether anything about delimiters, quotes, encoding, header or comments was said.
    bool says_dialect() const;
    /// Back to what is found out about these.
    void forget_dialect();
    /// Other choices of these, or of missing cells and ragged rows; inputs, target and text are left alone.
    void choose(const CsvChoice& next);
    /// A column's part. Target: there is one, and the one before, if of numbers, becomes an input where this
    /// one was one. None: also for the target, which is then found out.
    void set_role(std::size_t column, Role role);
    void set_all_inputs(bool on);
    void set_text(std::size_t column, bool text);

    /// All of it, as choice() says. Throws Error as read_csv_file. For any thread.
    CsvReading read(const CsvProgress& go_on = {}) const;
    /// What all cells are; nothing where `go_on` said so. Throws Error as FileReader.
    CsvSurvey survey(const CsvProgress& go_on = {}) const;

  private:
    CsvDraft() = default;
    void read_beginning();
    void sniff();
    void assign_roles();
    std::vector<std::string> present(const std::vector<std::string>& names) const;

    std::shared_ptr<const std::string> head_;
    std::shared_ptr<const std::string> text_;
    bool cut_ = false;
    std::uint64_t bytes_ = 0;
    CsvStamp stamp_;
    CsvChoice said_;            ///< by the person, also names of columns that are not there now
    bool inputs_said_ = false;  ///< said_.inputs is meant, also where it is empty
    CsvChoice choice_;
    CsvSketch sketch_;
    std::vector<Role> roles_;
    std::vector<bool> forced_;
    bool nothing_ = false;
    std::string trouble_;
    std::uint64_t reading_ = 0;
};

}  // namespace talweg
