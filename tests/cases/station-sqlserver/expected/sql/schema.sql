BEGIN TRY

BEGIN TRAN;

-- CreateTable
CREATE TABLE [dbo].[stations] (
    [id] INT NOT NULL IDENTITY(1,1),
    [code] NVARCHAR(1000) NOT NULL,
    [level] NVARCHAR(1000) NOT NULL CONSTRAINT [stations_level_df] DEFAULT 'high',
    CONSTRAINT [stations_pkey] PRIMARY KEY CLUSTERED ([id]),
    CONSTRAINT [stations_code_key] UNIQUE NONCLUSTERED ([code])
);

-- CreateTable
CREATE TABLE [dbo].[Reading] (
    [stationId] INT NOT NULL,
    [seq] INT NOT NULL,
    [value] DECIMAL(32,16),
    [taken_at] DATETIME2 NOT NULL CONSTRAINT [Reading_taken_at_df] DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT [Reading_pkey] PRIMARY KEY CLUSTERED ([stationId],[seq])
);

-- CreateTable
CREATE TABLE [dbo].[_Peers] (
    [A] INT NOT NULL,
    [B] INT NOT NULL,
    CONSTRAINT [_Peers_AB_unique] UNIQUE NONCLUSTERED ([A],[B])
);

-- CreateIndex
CREATE NONCLUSTERED INDEX [Reading_taken_at_idx] ON [dbo].[Reading]([taken_at] DESC);

-- CreateIndex
CREATE NONCLUSTERED INDEX [_Peers_B_index] ON [dbo].[_Peers]([B]);

-- AddForeignKey
ALTER TABLE [dbo].[Reading] ADD CONSTRAINT [Reading_stationId_fkey] FOREIGN KEY ([stationId]) REFERENCES [dbo].[stations]([id]) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE [dbo].[_Peers] ADD CONSTRAINT [_Peers_A_fkey] FOREIGN KEY ([A]) REFERENCES [dbo].[stations]([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE [dbo].[_Peers] ADD CONSTRAINT [_Peers_B_fkey] FOREIGN KEY ([B]) REFERENCES [dbo].[stations]([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

COMMIT TRAN;

END TRY
BEGIN CATCH

IF @@TRANCOUNT > 0
BEGIN
    ROLLBACK TRAN;
END;
THROW

END CATCH
