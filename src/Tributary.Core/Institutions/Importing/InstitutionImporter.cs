using System.Text;
using System.Text.Unicode;
using Tributary.Core.Errors;
using Tributary.Core.Store;

namespace Tributary.Core.Institutions.Importing;

/// <summary>
/// Takes in a list of institutions: new ones are added, known ones keep their ids, and what the list no longer has is marked as vanished. All of it in
/// one write, and nothing at all where the file has an error.
/// </summary>
public sealed class InstitutionImporter(IStore store, InstitutionDirectory directory, TimeProvider clock) : IDisposable
{
    /// <summary>The name of the format of comma-separated rows.</summary>
    public const string Csv = "csv";

    /// <summary>The name of the layout of FedACH participants.</summary>
    public const string FedAch = "fedach";

    private const int LongestSource = 64;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Imports a file.</summary>
    /// <param name="content">The file's bytes, read to the end.</param>
    /// <param name="format"><see cref="Csv"/> or <see cref="FedAch"/>; null finds out from the content.</param>
    /// <param name="source">What list it is; null is the format's own. A list speaks for its own institutions alone.</param>
    /// <param name="cancellationToken">Cancels the import, which then has changed nothing.</param>
    /// <returns>What was found and done.</returns>
    /// <exception cref="TributaryException"><c>institution-import.running</c>, <c>request.parameter-invalid</c>.</exception>
    public async Task<InstitutionImportReport> ImportAsync(Stream content, string? format, string? source, CancellationToken cancellationToken)
    {
        if (format is not (null or Csv or FedAch))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "format");
        if (source is { Length: 0 or > LongestSource } || source?.Any(char.IsControl) == true)
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "source");
        if (!await _one.WaitAsync(0, cancellationToken))
            throw new TributaryException(ErrorCatalogue.InstitutionImportRunning);
        try
        {
            var problems = new ProblemList();
            var (found, given) = await ReadAsync(content, format, problems, cancellationToken);
            var report = new InstitutionImportReport
            {
                Format = found == FedAch ? "FedACH" : "CSV",
                Source = source ?? found,
                Problems = problems.Problems,
            };
            if (problems.HasErrors)
                return report;
            report = await store.WriteAsync(writer => WriteAsync(writer, report, given, cancellationToken), cancellationToken);
            // What was committed is to be seen, whoever has stopped waiting.
            await directory.ReloadAsync(CancellationToken.None);
            return report;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static async Task<(string Format, List<GivenInstitution> Given)> ReadAsync(
        Stream content, string? format, ProblemList problems, CancellationToken cancellationToken)
    {
        // Whole in memory: a body that comes slowly holds no thread, and the file can be looked at before it is read.
        await using var whole = new MemoryStream();
        await content.CopyToAsync(whole, cancellationToken);
        whole.Position = 0;
        return await Task.Run(() => Read(whole, format, problems, cancellationToken), cancellationToken);
    }

    private static (string Format, List<GivenInstitution> Given) Read(
        MemoryStream content, string? format, ProblemList problems, CancellationToken cancellationToken)
    {
        if (format is null)
        {
            using var peek = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            var first = new char[256];
            var length = peek.ReadBlock(first);
            var line = first.AsSpan(0, length).TrimStart("\r\n \uFEFF");
            var end = line.IndexOfAny('\r', '\n');
            format = FedAchFile.Begins(end < 0 ? line : line[..end]) ? FedAch : Csv;
            content.Position = 0;
        }

        using var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: format == Csv), detectEncodingFromByteOrderMarks: true);
        try
        {
            var given = format == FedAch ? FedAchFile.Read(text, problems, cancellationToken) : CsvFile.Read(text, problems, cancellationToken);
            if (given.Count == 0 && !problems.HasErrors)
                problems.Error(1, 1, "empty", "The file has no institution.");
            return (format, given);
        }
        catch (DecoderFallbackException)
        {
            problems.Error(LineOfFirstBadByte(content), 1, "encoding", "The file is not UTF-8.");
            return (format, []);
        }
    }

    private static int LineOfFirstBadByte(MemoryStream content)
    {
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        var number = 1;
        foreach (var line in bytes.Split((byte)'\n'))
        {
            if (!Utf8.IsValid(bytes[line]))
                break;
            number++;
        }

        return number;
    }

    private async Task<InstitutionImportReport> WriteAsync(
        IStoreWriter writer, InstitutionImportReport report, List<GivenInstitution> given, CancellationToken cancellationToken)
    {
        var known = (await InstitutionDirectory.ListAsync(writer))
            .Where(stored => string.Equals(stored.Source, report.Source, StringComparison.Ordinal))
            .ToDictionary(stored => stored.SourceKey, StringComparer.Ordinal);
        var (added, changed, unchanged) = (new List<StoredInstitution>(), new List<StoredInstitution>(), 0);
        foreach (var institution in given)
        {
            if (!known.Remove(institution.Key, out var stored))
                added.Add(new StoredInstitution(institution.Institution, report.Source, institution.Key));
            else if (stored.Institution.VanishedAt is null && GivenInstitution.IsSame(stored.Institution, institution.Institution))
                unchanged++;
            else
                changed.Add(stored with { Institution = institution.Institution with { Id = stored.Institution.Id } });
        }

        var now = clock.GetUtcNow();
        var vanished = known.Values.Where(stored => stored.Institution.VanishedAt is null)
            .Select(stored => stored with { Institution = stored.Institution with { VanishedAt = now } })
            .ToList();
        if (added.Count > 0)
        {
            var id = await writer.TakeIdsAsync(added.Count);
            added = [.. added.Select((stored, i) => stored with { Institution = stored.Institution with { Id = new InstitutionId(id + i) } })];
        }

        cancellationToken.ThrowIfCancellationRequested();
        await writer.SaveInstitutionsAsync([.. added, .. changed, .. vanished]);
        return report with { Added = added.Count, Changed = changed.Count, Unchanged = unchanged, Vanished = vanished.Count };
    }
}
