using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Tributary.Storage.Rows;

/// <summary>
/// Decimals and days as each database is given them: texts on SQLite (<see cref="StoredForm"/>), which has no such types of its own, and
/// <c>numeric</c> and <c>date</c> on PostgreSQL. A row class has the .NET type and knows neither; <see cref="Sql.SqlRow"/> is the way back.
/// </summary>
internal static class SqlValues
{
    /// <summary>Tells Dapper. Its settings are the process's; nothing else of ours uses it.</summary>
    public static void Register()
    {
        SqlMapper.RemoveTypeMap(typeof(decimal));
        SqlMapper.RemoveTypeMap(typeof(decimal?));
        SqlMapper.AddTypeHandler(new DecimalHandler());
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.AddTypeHandler(new DateHandler());
    }

    private sealed class DecimalHandler : SqlMapper.TypeHandler<decimal>
    {
        public override void SetValue(IDbDataParameter parameter, decimal value) =>
            parameter.Value = parameter is SqliteParameter ? StoredForm.Of(value) : value;

        public override decimal Parse(object value) => throw new NotSupportedException("Rows are not read by Dapper.");
    }

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value) =>
            parameter.Value = parameter is SqliteParameter ? StoredForm.Of(value) : value;

        public override DateOnly Parse(object value) => throw new NotSupportedException("Rows are not read by Dapper.");
    }
}
