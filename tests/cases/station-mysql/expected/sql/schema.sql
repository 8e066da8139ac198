-- CreateTable
CREATE TABLE `stations` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `code` VARCHAR(191) NOT NULL,
    `level` ENUM('LOW', 'high') NOT NULL DEFAULT 'high',

    UNIQUE INDEX `stations_code_key`(`code`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `Reading` (
    `stationId` INTEGER NOT NULL,
    `seq` INTEGER NOT NULL,
    `value` DECIMAL(65, 30) NULL,
    `taken_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),

    INDEX `Reading_taken_at_idx`(`taken_at` DESC),
    PRIMARY KEY (`stationId`, `seq`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- CreateTable
CREATE TABLE `_Peers` (
    `A` INTEGER NOT NULL,
    `B` INTEGER NOT NULL,

    UNIQUE INDEX `_Peers_AB_unique`(`A`, `B`),
    INDEX `_Peers_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 /*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */;

-- AddForeignKey
ALTER TABLE `Reading` ADD CONSTRAINT `Reading_stationId_fkey` FOREIGN KEY (`stationId`) REFERENCES `stations`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_Peers` ADD CONSTRAINT `_Peers_A_fkey` FOREIGN KEY (`A`) REFERENCES `stations`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_Peers` ADD CONSTRAINT `_Peers_B_fkey` FOREIGN KEY (`B`) REFERENCES `stations`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
