using System.Text;

namespace Tributary.Core.Institutions.Importing;

/// <summary>A comma-separated file row by row (RFC 4180): cells in quotes may hold commas, doubled quotes and line ends.</summary>
internal sealed class CsvRows(TextReader file, ProblemList problems)
{
    private const int LongestCell = 4096;
    private const int MostCells = 256;

    private int _line = 1;
    private int _column = 1;

    /// <summary>The next row that is not empty; null at the end, and after a row that no later one can be told from.</summary>
    public List<CsvCell>? Read()
    {
        while (file.Peek() >= 0)
        {
            var row = new List<CsvCell>();
            while (true)
            {
                if (ReadCell() is not { } cell || row.Count >= MostCells)
                {
                    if (row.Count >= MostCells)
                        problems.Error(_line, _column, "too-many-cells", $"The row has more than {MostCells} cells.");
                    return null;
                }

                row.Add(cell);
                if (file.Peek() != ',')
                    break;
                Next();
            }

            EndLine();
            if (row is not [{ Text.Length: 0 }])
                return row;
        }

        return null;
    }

    private CsvCell? ReadCell()
    {
        var (line, column) = (_line, _column);
        var text = file.Peek() == '"' ? ReadQuoted(line, column) : ReadPlain();
        if (text is null)
            return null;
        if (text.Length > LongestCell)
        {
            problems.Error(line, column, "cell-too-long", $"The cell has more than {LongestCell} characters.");
            return null;
        }

        return new CsvCell(text, line, column);
    }

    private string ReadPlain()
    {
        var text = new StringBuilder();
        while (file.Peek() is >= 0 and not (',' or '\r' or '\n') && text.Length <= LongestCell)
            text.Append(Next());
        return text.ToString();
    }

    private string? ReadQuoted(int line, int column)
    {
        Next();
        var text = new StringBuilder();
        while (text.Length <= LongestCell)
        {
            if (file.Peek() < 0)
            {
                problems.Error(line, column, "quote-open", "The quote that begins here never ends.");
                return null;
            }

            var sign = Next();
            if (sign != '"')
            {
                text.Append(sign);
                continue;
            }

            if (file.Peek() == '"')
                text.Append(Next());
            else
                break;
        }

        if (text.Length <= LongestCell && file.Peek() is >= 0 and not (',' or '\r' or '\n'))
        {
            problems.Error(_line, _column, "quote-inside", "After a closing quote comes a comma or the line's end.");
            return null;
        }

        return text.ToString();
    }

    private void EndLine()
    {
        if (file.Peek() == '\r')
            Next();
        if (file.Peek() == '\n')
            Next();
    }

    private char Next()
    {
        var sign = (char)file.Read();
        if (sign == '\n' || (sign == '\r' && file.Peek() != '\n'))
            (_line, _column) = (_line + 1, 1);
        else
            _column++;
        return sign;
    }
}

/// <summary>A cell and where it begins, counted from 1.</summary>
internal readonly record struct CsvCell(string Text, int Line, int Column);
