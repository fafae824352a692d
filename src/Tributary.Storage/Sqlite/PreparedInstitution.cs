using Microsoft.Data.Sqlite;
using Tributary.Core.Institutions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sqlite;

/// <summary>The prepared statement that writes an institution; an import has a hundred thousand of them.</summary>
internal sealed class PreparedInstitution : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _id;
    private readonly SqliteParameter[] _texts;
    private readonly SqliteParameter _vanishedAt;

    public PreparedInstitution(SqliteConnection connection)
    {
        var names = InstitutionRow.Columns.Split(", ");
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Columns are the schema's own names.
        _command.CommandText =
            $"INSERT INTO institution ({InstitutionRow.Columns}) VALUES ({string.Join(", ", names.Select(name => $"@{name}"))}) {InstitutionRow.OnConflict}";
#pragma warning restore CA2100
        _id = _command.Parameters.Add("@id", SqliteType.Integer);
        _texts = [.. InstitutionRow.Texts.Select(text => _command.Parameters.Add($"@{text.Column}", SqliteType.Text))];
        _vanishedAt = _command.Parameters.Add("@vanished_at", SqliteType.Integer);
        _command.Prepare();
    }

    public void Execute(StoredInstitution institution)
    {
        _id.Value = institution.Institution.Id.Value;
        for (var i = 0; i < _texts.Length; i++)
            _texts[i].Value = StoredForm.TextOrNull(InstitutionRow.Texts[i].Value(institution)) ?? (object)DBNull.Value;
        _vanishedAt.Value = StoredForm.Of(institution.Institution.VanishedAt) ?? (object)DBNull.Value;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
