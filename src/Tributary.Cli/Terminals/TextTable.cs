using Spectre.Console;

namespace Tributary.Cli.Terminals;

/// <summary>A table in two forms: framed for a person, aligned columns for a pipe. Cells are made printable here.</summary>
internal sealed class TextTable(params TextColumn[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string?[] cells) => _rows.Add([.. cells.Select(Printable.Of)]);

    public Table Framed()
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column.Title)) { Alignment = column.AlignRight ? Justify.Right : Justify.Left, NoWrap = column.AlignRight });
        foreach (var row in _rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        return table;
    }

    public void WriteAligned(TextWriter writer)
    {
        var titles = columns.Select(c => c.Title).ToArray();
        var widths = columns.Select((_, i) => _rows.Append(titles).Max(row => row[i].Length)).ToArray();
        foreach (var row in _rows.Prepend(titles))
            writer.WriteLine(string.Join("  ", row.Select((cell, i) => columns[i].AlignRight ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
    }
}

/// <summary>A column of a table.</summary>
internal sealed record TextColumn(string Title, bool AlignRight = false);
